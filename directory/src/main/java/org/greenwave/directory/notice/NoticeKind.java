package org.greenwave.directory.notice;

import java.util.Locale;

/** What a notice is of. */
public enum NoticeKind {
  /** A role has another host because the one before was lost or failed. */
  FAILOVER,
  /** A role has another host, or its first, and nothing was lost. */
  MOVE,
  /** A role has no working host. */
  NO_HOST,
  /** A role has no usable standby. */
  NO_STANDBY,
  /** A role's host cannot write to the role's database. */
  DATABASE_LOST,
  /** A server is not there. */
  SERVER_LOST,
  /** The Directory would not survive another loss. */
  DIRECTORY_WEAK,
  /** A Directory server hears no leader: the majority is lost, or it is cut off. */
  NO_LEADER,
  /** The flap guard holds a role back. */
  FLAP_GUARD,
  /** A role is kept from the last Directory majority. */
  HELD_BACK,
  /** A server's data disk is running out. */
  DISK,
  /** A server's certificate ends soon. */
  CERTIFICATE,
  /** Somebody has asked for a test. */
  TEST;

  private static final long NEAR_THE_LINE_MILLIS = 600_000;

  /** The word that programs know it by: {@code no-host}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * How long it must be over before that is told, at the least: a disk that fills and empties near
   * the line would else be told of over and over.
   */
  long overMillis() {
    return switch (this) {
      case DISK, CERTIFICATE -> NEAR_THE_LINE_MILLIS;
      case FAILOVER,
          MOVE,
          NO_HOST,
          NO_STANDBY,
          DATABASE_LOST,
          SERVER_LOST,
          DIRECTORY_WEAK,
          NO_LEADER,
          FLAP_GUARD,
          HELD_BACK,
          TEST ->
          0;
    };
  }
}
