package org.greenwave.proving.plugins;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;

/** Some unruly roles at once, each of which does one thing wrong. */
final class Batch {
  /** Longer than the longest patience of a server, and than a second try. */
  private static final Duration SHOWS = Duration.ofSeconds(75);

  private static final int LONGEST_TEXT = 2_500;

  private final LocalCluster cluster;
  private final Verdict verdict;

  Batch(LocalCluster cluster, Verdict verdict) {
    this.cluster = cluster;
    this.verdict = verdict;
  }

  /** Lets roles do these things, looks what becomes of them, and mends them. */
  void run(List<Case> cases) throws IOException, InterruptedException {
    List<Unruly> roles = new ArrayList<>();
    while (roles.size() < cases.size()) {
      roles.add(new Unruly(cluster, "unruly-" + (roles.size() + 1)).create());
    }
    for (int at = 0; at < cases.size(); at++) {
      begin(roles.get(at), cases.get(at));
    }
    for (int at = 0; at < cases.size(); at++) {
      look(roles.get(at), cases.get(at));
    }
    for (int at = 0; at < cases.size(); at++) {
      verdict.check(
          roles.get(at).recovers(),
          "%s: hosted by %s and answering after its settings were mended"
              .formatted(cases.get(at).mischief().title(), roles.get(at).host()));
    }
    for (Unruly role : roles) {
      role.delete();
    }
  }

  private static void begin(Unruly role, Case one) throws IOException, InterruptedException {
    Wait.until(SHOWS, () -> role.host().equals(Unruly.LIST.getFirst()));
    switch (one.how()) {
      case RELOAD -> role.reload(one.mischief());
      case EDIT -> role.edit(one.mischief());
    }
  }

  private void look(Unruly role, Case one) throws IOException, InterruptedException {
    List<String> read = new ArrayList<>();
    boolean said =
        Wait.until(
            SHOWS,
            () -> {
              String text = role.text();
              read.add(text);
              return text.contains(one.says());
            });
    String text = read.isEmpty() ? "" : read.getLast();
    boolean fit = text.length() < LONGEST_TEXT && !text.contains("java.lang");
    verdict.check(
        said && fit, "%s: told as: %s".formatted(one.mischief().title(), brief(text, one.says())));
    boolean ended = Wait.until(SHOWS, () -> ended(role, one));
    String host = role.host();
    verdict.check(
        ended,
        "%s: hosted by %s".formatted(one.mischief().title(), host.isEmpty() ? "nobody" : host));
  }

  private static boolean ended(Unruly role, Case one) throws IOException, InterruptedException {
    String host = role.host();
    return switch (one.end()) {
      case NOBODY -> host.isEmpty();
      case THE_OTHER -> host.equals(Unruly.LIST.getLast());
      case SOMEBODY -> !host.isEmpty();
    };
  }

  private static String brief(String text, String around) {
    int at = Math.max(0, text.indexOf(around) - 90);
    return text.substring(at, Math.min(text.length(), at + 230));
  }
}
