package org.greenwave.proving.chance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The table at the end: for each kind how often, how long, and whether the laws held. */
final class Tally {
  private static final String LINE = "%-24s %5s %6s %11s %8s %10s  %s";

  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

  void add(Round round) {
    rounds.computeIfAbsent(round.title(), _ -> new ArrayList<>()).add(round);
  }

  void tell(Consumer<String> out) {
    out.accept(LINE.formatted("fault", "count", "moved", "median ms", "max ms", "whole s", "laws"));
    rounds.forEach((title, all) -> out.accept(line(title, all)));
  }

  private static String line(String title, List<Round> rounds) {
    List<Long> times =
        rounds.stream().flatMap(it -> it.takeoverMillis().stream().boxed()).sorted().toList();
    long broken = rounds.stream().filter(it -> !it.breaches().isEmpty()).count();
    double whole = rounds.stream().mapToLong(Round::settledMillis).max().orElse(0) / 1000.0;
    return LINE.formatted(
        title,
        rounds.size(),
        times.size(),
        times.isEmpty() ? "-" : times.get(times.size() / 2),
        times.isEmpty() ? "-" : times.getLast(),
        "%.1f".formatted(whole),
        broken == 0 ? "held" : "broken in %d".formatted(broken));
  }
}
