package org.greenwave.proving.failover;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.figures.Figures;
import org.greenwave.proving.peers.Peers;

/**
 * How long failovers take. A law that breaks, or a takeover that does not come, is a failing; so is
 * a promise that is missed, once enough were measured to say so.
 */
public final class FailoverBench implements Trial {
  private static final int USUAL = 20;
  private static final int BRIEF = 2;
  private static final int MOST_REFERENCES = 20;

  @Override
  public String claim() {
    return "How long failovers take, by a probe of 200 Hz, beside what the machine can do at best.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    int count =
        options.value("count").map(Integer::parseInt).orElse(options.brief() ? BRIEF : USUAL);
    List<Event> events = chosen(options.value("only").orElse(""));
    Map<Event, List<Measured>> measured = new EnumMap<>(Event.class);
    Peers peers = Peers.named(options.value("peers").orElse(""));
    verdict.tell("starting three servers with a probe, a database and a field");
    try (Rig rig = Rig.open()) {
      Optional<String> timings = options.value("timings");
      if (timings.isPresent()) {
        rig.retime(timings.get());
        verdict.tell("timings are changed: " + timings.get());
      }
      int references = Math.min(count, MOST_REFERENCES);
      Figures floor = BareWatch.measure(references);
      Figures move = BareMove.measure(rig.database(), references);
      Figures row = LeaseRow.measure(rig.database(), references);
      measure(rig, events, count, measured, verdict);
      List<String> breaches = rig.breaches();
      verdict.check(
          breaches.isEmpty(), "laws L1 and L2: " + (breaches.isEmpty() ? "held" : breaches));
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      verdict.tell("load of the machine %.1f".formatted(load));
      verdict.tell(Figures.head());
      verdict.tell(floor.line("two bare JVMs, killed", "the floor"));
      verdict.tell(move.line("two bare JVMs, a row moves", "floor of a move"));
      verdict.tell(row.line("lease row of 300 ms, killed", "a reference"));
    }
    peers.tell(count, verdict);
    new Report(measured, options.value("timings").isPresent()).tell(verdict);
  }

  private static List<Event> chosen(String words) {
    List<String> wanted = List.of(words.split(","));
    List<Event> events =
        Stream.of(Event.values())
            .filter(it -> words.isEmpty() || wanted.contains(it.word()))
            .toList();
    if (events.isEmpty()) {
      String known = Stream.of(Event.values()).map(Event::word).collect(Collectors.joining(", "));
      throw new IllegalArgumentException("--only takes some of " + known);
    }
    return events;
  }

  /** Event by event: after a kill, a move would go to the server that the kill has ended. */
  private static void measure(
      Rig rig, List<Event> events, int count, Map<Event, List<Measured>> all, Verdict verdict)
      throws InterruptedException {
    try {
      for (Event event : events) {
        for (int at = 1; at <= count; at++) {
          Measured one = rig.measure(event);
          all.computeIfAbsent(event, _ -> new ArrayList<>()).add(one);
          verdict.tell("%d: %s: %s".formatted(at, event.title(), one.sentence()));
        }
      }
      verdict.check(true, "%d takeovers, each came".formatted(count * events.size()));
    } catch (IOException missing) {
      verdict.check(false, String.valueOf(missing.getMessage()));
    }
  }
}
