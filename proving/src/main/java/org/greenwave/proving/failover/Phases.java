package org.greenwave.proving.failover;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenwave.proving.cluster.LocalCluster;

/** When each step of a failover was taken, as the servers' logs tell it to the millisecond. */
final class Phases {
  private static final int TIME_CHARACTERS = 12;

  private final LocalCluster cluster;
  private final Map<String, Long> sizes = new HashMap<>();
  private final ZonedDateTime began = ZonedDateTime.now(ZoneId.systemDefault());

  /** A step. */
  enum Phase {
    NOTICED,
    DECIDED,
    GRANTED,
    ACTIVATED
  }

  /** Begins just before the event. */
  Phases(LocalCluster cluster) throws IOException {
    this.cluster = cluster;
    for (String server : cluster.servers()) {
      sizes.put(server, Files.size(cluster.log(server)));
    }
  }

  /**
   * The milliseconds from the event to each step, the first time that any server tells of it.
   *
   * @param old the old host
   * @param fence the new host's fence
   */
  Map<Phase, Double> of(String old, long fence) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String server : cluster.servers()) {
      lines.addAll(since(cluster.log(server), sizes.getOrDefault(server, 0L)));
    }
    Map<Phase, Double> found = new EnumMap<>(Phase.class);
    put(
        found,
        Phase.NOTICED,
        lines,
        "The process on %s has ended|%s is silent".formatted(old, old));
    put(found, Phase.DECIDED, lines, ": \\S+ (takes over|is given the role|gets the role)");
    put(found, Phase.GRANTED, lines, "is granted \\S+ under fence %d\\.".formatted(fence));
    put(found, Phase.ACTIVATED, lines, "hosts \\S+ under fence %d\\.".formatted(fence));
    return found;
  }

  private static List<String> since(Path log, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private void put(Map<Phase, Double> found, Phase phase, List<String> lines, String pattern) {
    lines.stream()
        .filter(line -> line.matches(".*(" + pattern + ").*"))
        .flatMap(line -> millis(line).stream())
        .min(Double::compare)
        .ifPresent(millis -> found.put(phase, millis));
  }

  private Optional<Double> millis(String line) {
    try {
      LocalTime time = LocalTime.parse(line.substring(0, TIME_CHARACTERS));
      ZonedDateTime at = began.with(time);
      ZonedDateTime after = at.isBefore(began.minusHours(1)) ? at.plusDays(1) : at;
      return Optional.of(Duration.between(began, after).toNanos() / 1e6);
    } catch (DateTimeParseException notALogLine) {
      return Optional.empty();
    }
  }
}
