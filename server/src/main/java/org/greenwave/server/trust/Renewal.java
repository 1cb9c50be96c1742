package org.greenwave.server.trust;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces this server's certificates when they are old. Connections that live are left alone. */
final class Renewal implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int LOOKS = 100;

  private final List<Keyring> keyrings;
  private final String address;
  private final Keyring.Term term;
  private final Certifier certifier;

  Renewal(
      Keyring system,
      Optional<Keyring> directory,
      String address,
      Keyring.Term term,
      Certifier certifier) {
    keyrings = Stream.concat(Stream.of(system), directory.stream()).toList();
    this.address = address;
    this.term = term;
    this.certifier = certifier;
  }

  @Override
  public void run() {
    Duration share = term.life().dividedBy(LOOKS);
    Duration pause = share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      keyrings.forEach(this::look);
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private void look(Keyring keyring) {
    if (!keyring.due(address, term)) {
      return;
    }
    try {
      keyring.renew(address, term, certifier);
      LOG.info(
          "This server has a new certificate, good until {}.", keyring.keys().current().ends());
    } catch (IOException | RuntimeException failure) {
      LOG.warn(
          "This server's certificate could not be renewed ({}); it ends at {}, and it is tried"
              + " again.",
          failure.getMessage(),
          keyring.keys().current().ends());
    }
  }
}
