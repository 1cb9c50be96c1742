package org.greenwave.server.core;

import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.server.log.ConsensusLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Directory servers that have joined into the log's members, one at a time: a majority of new
 * members at once could not be trusted. The leader's business; asked again and again, so that
 * nothing is lost when a leader dies in the middle.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final Loop loop;
  private final ConsensusLog log;
  private boolean underWay;

  Admission(Loop loop, ConsensusLog log) {
    this.loop = loop;
    this.log = log;
  }

  /** Admits the next one that waits, if there is one. In the loop. */
  void next(Directory directory, Sightings sightings) {
    if (underWay) {
      return;
    }
    Set<String> members = log.members();
    Optional<Server> joiner =
        directory.servers().values().stream()
            .filter(server -> server.kind() == Server.Kind.DIRECTORY)
            .filter(server -> !members.contains(server.name()))
            .filter(server -> sightings.alive(server.name(), loop.nowMillis()))
            .findFirst();
    joiner.ifPresent(this::admit);
  }

  private void admit(Server joiner) {
    underWay = true;
    LOG.info("{} is being taken into the Directory.", joiner.name());
    log.admit(joiner)
        .whenComplete((_, failure) -> {
          if (failure == null) {
            LOG.info("{} keeps the Directory now.", joiner.name());
          } else {
            LOG.warn("{} could not be taken in: {}", joiner.name(), failure.toString());
          }
          loop.post(() -> underWay = false);
        });
  }
}
