package org.greenwave.server.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Names;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.RoleReport;
import org.jspecify.annotations.Nullable;

/** What one server tells another. */
public sealed interface WireMessage {
  /** Whether nothing is missing that its receiver counts on. */
  default boolean complete() {
    return true;
  }

  /**
   * Who is calling; the first message on every link.
   *
   * @param predecessors the systems that the caller's succeeds; none in what an older version sends
   */
  record Hello(String systemId, Server server, String incarnation, List<String> predecessors)
      implements WireMessage {
    public Hello {
      predecessors = List.copyOf(Objects.requireNonNullElse(predecessors, List.of()));
    }

    /** The same without what only servers of the system may know: a database's password. */
    Hello toStranger() {
      Server shown =
          new Server(
              server.name(),
              server.kind(),
              server.endpoints(),
              server.release(),
              Optional.empty(),
              server.folderId(),
              server.levels());
      return new Hello(systemId, shown, incarnation, predecessors);
    }

    @Override
    public boolean complete() {
      return there(systemId, server, incarnation)
          && there(server.name(), server.kind(), server.endpoints(), server.database())
          && there(server.release(), server.endpoints().host())
          && Names.sound(server.name());
    }
  }

  /**
   * A sign of life.
   *
   * @param version the version of the Directory that the sender has
   */
  record BeatSent(Beat beat, long version) implements WireMessage {
    public BeatSent {
      beat = understood(beat);
    }

    /** Without the reports whose state only newer versions know: those roles are not ready. */
    private static Beat understood(Beat beat) {
      if (!there(beat) || beat.roles().values().stream().allMatch(BeatSent::understood)) {
        return beat;
      }
      Map<String, RoleReport> known = new HashMap<>(beat.roles());
      known.values().removeIf(report -> !understood(report));
      return beat.reporting(known);
    }

    private static boolean understood(RoleReport report) {
      return there(report.state());
    }

    @Override
    public boolean complete() {
      return there(beat)
          && there(beat.server(), beat.incarnation(), beat.release())
          && beat.latenessMillis() >= 0
          && beat.roles().values().stream()
              .allMatch(report -> there(report.state(), report.sentence()));
    }
  }

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

  /**
   * The leader does not count the receiver among the system's servers.
   *
   * @param name who is meant
   * @param folderId the folder that the one who is meant was begun with
   * @param version of the Directory that does not have it
   * @param replaced whether another machine has its name now
   */
  record Expelled(String name, String folderId, long version, boolean replaced)
      implements WireMessage {
    @Override
    public boolean complete() {
      return there(name, folderId);
    }
  }

  /**
   * The receiver's system has been succeeded by the sender's.
   *
   * @param systemId the sender's
   * @param predecessors the systems that it succeeds, the receiver's among them
   * @param server the sender
   */
  record Successor(String systemId, List<String> predecessors, String server)
      implements WireMessage {
    public Successor {
      predecessors = List.copyOf(Objects.requireNonNullElse(predecessors, List.of()));
    }

    @Override
    public boolean complete() {
      return there(systemId, server);
    }
  }

  /** Something that only newer versions say; it is passed over. */
  record Unknown() implements WireMessage {}

  /** The whole Directory, for a server that has missed something. */
  record Snapshot(Directory directory) implements WireMessage {}

  /** The old host has raised the fence in the role database and stopped: go. */
  record HandedOver(String role, long fence) implements WireMessage {
    @Override
    public boolean complete() {
      return there(role);
    }
  }

  private static boolean there(@Nullable Object... parts) {
    return Stream.of(parts).allMatch(Objects::nonNull);
  }
}
