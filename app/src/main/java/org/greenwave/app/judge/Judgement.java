package org.greenwave.app.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the field's journal with the role database. A pure function. */
public final class Judgement {
  private Judgement() {}

  /** Judges law L3 by the evidence. */
  public static Verdict judge(Evidence evidence) {
    Map<ZoneName, ZoneCase> zones = new TreeMap<>();
    evidence.served().forEach(one -> of(zones, one.zone(), evidence).add(one));
    evidence.stored().forEach(one -> of(zones, one.zone(), evidence).add(one));
    evidence.gaps().forEach(one -> of(zones, one.zone(), evidence).add(one));
    List<Verdict> verdicts = zones.values().stream().map(ZoneCase::judge).toList();
    return sum(verdicts);
  }

  private static ZoneCase of(Map<ZoneName, ZoneCase> zones, ZoneName zone, Evidence evidence) {
    return zones.computeIfAbsent(zone, name -> new ZoneCase(name, evidence.window()));
  }

  private static Verdict sum(List<Verdict> verdicts) {
    int expected = 0;
    int compared = 0;
    int gapPeriods = 0;
    var lost = new ArrayList<String>();
    var twice = new ArrayList<String>();
    var wrong = new ArrayList<String>();
    var unrecorded = new ArrayList<String>();
    for (Verdict one : verdicts) {
      expected += one.expected();
      compared += one.compared();
      gapPeriods += one.gapPeriods();
      lost.addAll(one.lost());
      twice.addAll(one.twice());
      wrong.addAll(one.wrong());
      unrecorded.addAll(one.unrecorded());
    }
    return new Verdict(expected, compared, lost, twice, wrong, unrecorded, gapPeriods);
  }
}
