package org.greenwave.directory.failover;

import java.util.Objects;

/**
 * What a server says of a role that it is on the list of.
 *
 * @param state how far the role is there
 * @param fence the fence under which it is starting, active or stopping; in every other state the
 *     fence up to which it will start nothing any more
 * @param databaseWritable whether the server can write the role database
 * @param fenceFound a higher fence met in the role database; its own where the database is not the
 *     one any more in which that was raised; else 0
 * @param sentence the same for a person
 * @param sealedVersion the latest version of the role up to which the server has sealed each
 *     database that the role had left by then; 0 for none, and in what an older version says
 */
public record RoleReport(
    State state,
    long fence,
    boolean databaseWritable,
    long fenceFound,
    String sentence,
    Long sealedVersion) {
  public RoleReport {
    sealedVersion = Objects.requireNonNullElse(sealedVersion, 0L);
  }

  /** Of a server that has sealed nothing. */
  public RoleReport(
      State state, long fence, boolean databaseWritable, long fenceFound, String sentence) {
    this(state, fence, databaseWritable, fenceFound, sentence, 0L);
  }

  /** The same of a server that has sealed what a role has left, up to a version of the role. */
  public RoleReport sealed(long version) {
    return new RoleReport(state, fence, databaseWritable, fenceFound, sentence, version);
  }

  private RoleReport in(State other, String why) {
    return new RoleReport(other, fence, databaseWritable, fenceFound, why, sealedVersion);
  }

  /** The same of a role whose server stops in order: what is at work there is being stopped. */
  public RoleReport stopping() {
    return switch (state) {
      case STARTING, ACTIVE -> in(State.STOPPING, sentence);
      case PREPARING, WARM, STOPPING, REFUSING, ENDING -> this;
    };
  }

  /** The same of a role that hangs so that only the end of the server's process helps. */
  public RoleReport ending() {
    String why =
        sentence + "; the server's process ends for that when the Directory can do without it";
    return in(State.ENDING, why);
  }

  /** How far a role is on one server. */
  public enum State {
    /** Being loaded and warmed up. */
    PREPARING,
    /** A warm standby. */
    WARM,
    /** Granted, not yet active. */
    STARTING,
    /** The host, working. */
    ACTIVE,
    /** Giving the role up. */
    STOPPING,
    /** The role cannot run there now; the sentence says why. */
    REFUSING,
    /** The role hangs and cannot be stopped; the server's process is about to end (rule 8). */
    ENDING
  }
}
