package org.greenwave.tss;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.greenwave.sensors.Freshness;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.greenwave.tss.store.Catalogue;

/** What a host says of its collecting: a role that works may well collect nothing. */
final class Collecting {
  private static final String WELL = "Collects and stores samples";
  private static final int LONGEST = 300;

  /** More than clocks that keep time differ by. */
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final ZoneJson zoneJson;
  private final Catalogue catalogue;
  private final Supplier<Map<String, RoleAnswers.NamedStatus>> sources;
  private volatile String sentence = WELL + ".";

  Collecting(Catalogue catalogue, Supplier<Map<String, RoleAnswers.NamedStatus>> sources) {
    this.catalogue = catalogue;
    this.zoneJson = new ZoneJson(catalogue);
    this.sources = sources;
  }

  String sentence() {
    return sentence;
  }

  /** Counts anew; zones that collect nothing are not missed. */
  void look(TssSettings settings, long nowMillis) {
    long all = 0;
    long mute = 0;
    for (Zone zone : catalogue.zones().values()) {
      if (zone.periodSeconds() > 0) {
        all++;
        mute += isMute(zoneJson.freshness(zone, settings, nowMillis)) ? 1 : 0;
      }
    }
    String without = mute == 0 ? "" : "; %d of %d zones give no data".formatted(mute, all);
    String said = WELL + without + clock() + troubles() + ".";
    sentence = said.length() > LONGEST ? said.substring(0, LONGEST - 1) + "…" : said;
  }

  /** Periods are named by the database's clock; which of two is wrong, nobody here can know. */
  private String clock() {
    return catalogue
        .clock()
        .ownAhead()
        .filter(ahead -> ahead.abs().compareTo(TOLERATED) > 0)
        .map(ahead ->
            "; this server's clock is %s %s the role database's"
                .formatted(words(ahead.abs()), ahead.isNegative() ? "behind" : "ahead of"))
        .orElse("");
  }

  private static String words(Duration time) {
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toSeconds() + " s";
  }

  private String troubles() {
    return sources.get().entrySet().stream()
        .filter(one -> one.getValue().status().level() == Level.ERROR)
        .map(one -> "; source " + one.getKey() + ": " + said(one.getValue().status()))
        .collect(Collectors.joining());
  }

  private static String said(SourceStatus status) {
    String said = status.sentence();
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  private static boolean isMute(Freshness freshness) {
    return switch (freshness) {
      case OK, STALE -> false;
      case NO_DATA, UNKNOWN -> true;
    };
  }
}
