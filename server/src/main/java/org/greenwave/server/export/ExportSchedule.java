package org.greenwave.server.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.server.config.ExportSettings;
import org.greenwave.server.core.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes exports from time to time and keeps the latest. When the next is due, the latest file
 * tells: a server that is started again neither forgets one nor makes one too many.
 */
public final class ExportSchedule implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ExportSchedule.class);
  private static final String PREFIX = "greenwave-directory-";
  private static final String SUFFIX = ".gwexport";
  private static final Duration UNTIL_KNOWN = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Node node;
  private final ExportSettings settings;
  private final InstantSource clock;

  public ExportSchedule(Node node, ExportSettings settings, InstantSource clock) {
    this.node = node;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      boolean unheard = node.view().directory().id().isEmpty();
      Duration pause = unheard ? UNTIL_KNOWN : turn() ? LOOK : AFTER_FAILURE;
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** Makes an export if one is due; false when that failed, which the status shows. */
  boolean turn() {
    try {
      Files.createDirectories(
          settings.folder(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (due(clock.instant())) {
        export();
      }
      node.remarks().drop(about());
      return true;
    } catch (IOException | ExportException | RuntimeException failure) {
      String why = failure instanceof ExportException ? failure.getMessage() : failure.toString();
      LOG.warn("The scheduled export could not be made: {}", why);
      node.remarks()
          .show(
              about(),
              new Finding(
                  Severity.WARNING,
                  "server " + node.identity().name(),
                  "The scheduled export of the Directory could not be made: " + why,
                  "Mend that; it is tried again every few minutes."));
      return false;
    }
  }

  private static String about() {
    return "export";
  }

  private boolean due(Instant now) throws IOException {
    Optional<Path> latest =
        made().reversed().stream().filter(file -> !ofTheFuture(file, now)).findFirst();
    if (latest.isEmpty()) {
      return true;
    }
    Instant then = Files.getLastModifiedTime(latest.get()).toInstant();
    return then.isAfter(now) || !then.plus(settings.every()).isAfter(now);
  }

  private void export() throws IOException, ExportException {
    byte[] sealed = Exports.of(node, Exports.passphrase(settings.passphraseFile()));
    Instant now = clock.instant();
    Path file = settings.folder().resolve(name(now));
    Exports.write(file, sealed);
    LOG.info("The Directory was exported to {}.", file);
    List<Path> made = new ArrayList<>(made());
    // The work of a clock that was wrong goes first: it would pass for the latest for years.
    made.sort(Comparator.comparing(one -> !ofTheFuture(one, now)));
    for (Path old : made.subList(0, Math.max(0, made.size() - settings.keep()))) {
      Files.deleteIfExists(old);
    }
  }

  private static String name(Instant made) {
    return PREFIX + STAMP.format(made) + SUFFIX;
  }

  private static boolean ofTheFuture(Path file, Instant now) {
    return file.getFileName().toString().compareTo(name(now)) > 0;
  }

  /** The exports that were made, oldest first; whatever else lies in the folder is left alone. */
  private List<Path> made() throws IOException {
    try (Stream<Path> all = Files.list(settings.folder())) {
      return all.filter(
              file -> {
                String name = file.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
              })
          .sorted()
          .toList();
    }
  }
}
