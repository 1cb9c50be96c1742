package org.greenwave.server.wire;

import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Beat;

/** What one server tells another. */
public sealed interface WireMessage {
  /** Who is calling; the first message on every link. */
  record Hello(String systemId, Server server, String incarnation) implements WireMessage {}

  /**
   * A sign of life.
   *
   * @param version the version of the Directory that the sender has
   */
  record BeatSent(Beat beat, long version) implements WireMessage {}

  /**
   * The answer to a beat.
   *
   * @param sequence the beat's
   * @param leaseMillis for how long the sender may act, from when it sent the beat; 0 for no lease
   * @param version the Directory that the lease goes with; it counts once the sender has that one,
   *     or it might act under a grant that has been replaced (law L1)
   * @param leader who leads the Directory as far as the answerer knows, empty for unknown
   */
  record Answered(String incarnation, long sequence, long leaseMillis, long version, String leader)
      implements WireMessage {}

  /** A committed change, for servers to act on before, or without, reading it from the log. */
  record Published(long version, Stamp stamp, Change change) implements WireMessage {}

  /** The whole Directory, for a server that has missed something. */
  record Snapshot(Directory directory) implements WireMessage {}

  /** The old host has raised the fence in the role database and stopped: go. */
  record HandedOver(String role, long fence) implements WireMessage {}
}
