package org.greenwave.tss.ntcip;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.greenwave.sensors.ntcip1209.Binding;
import org.greenwave.sensors.ntcip1209.Oid;
import org.greenwave.sensors.ntcip1209.Requests;

/**
 * A poll under way: batches of zones, each asked for by some requests, one after the other. A batch
 * is judged as soon as its last request is answered. Guarded by its device's lock.
 */
final class Talk {
  private final List<List<Watch>> batches;
  private final boolean all;
  private final int attempt;
  private final long wallMillis;
  private final List<Watch> unclear = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();
  private List<List<Oid>> requests = List.of();
  private int batch = -1;
  private int request;
  private int found;
  private OptionalLong sentNanos = OptionalLong.empty();

  private Talk(List<List<Watch>> batches, boolean all, int attempt, long wallMillis) {
    this.batches = batches;
    this.all = all;
    this.attempt = attempt;
    this.wallMillis = wallMillis;
  }

  /** Asks for the last period of some zones, in as few requests as possible. */
  static Talk forLast(List<Watch> zones, long wallMillis) {
    return new Talk(List.of(zones), false, 0, wallMillis);
  }

  /** Asks for all periods of some zones, zone by zone, so that the first is there soon. */
  static Talk forAll(List<Watch> zones, int attempt, long wallMillis) {
    return new Talk(zones.stream().map(List::of).toList(), true, attempt, wallMillis);
  }

  /**
   * Asks for what may have been missed since the last host stored: right after that one period,
   * which is a fraction of all that units hold, or else all. A zone that turns out to have missed
   * more is asked again for all.
   */
  static Talk toCatchUp(List<Watch> zones, long wallMillis) {
    return zones.stream().allMatch(zone -> zone.isRecent(wallMillis))
        ? forLast(zones, wallMillis)
        : forAll(zones, 0, wallMillis);
  }

  /**
   * Asks for all periods of the zones that must be; what was found and when it began still holds.
   */
  Talk forUnclear() {
    Talk further = forAll(List.copyOf(unclear), all ? attempt + 1 : 0, wallMillis);
    further.found = found;
    further.sentNanos = sentNanos;
    return further;
  }

  boolean all() {
    return all;
  }

  int attempt() {
    return attempt;
  }

  /** The shared clock when the talk began: one for all zones, so that a unit's zones agree. */
  long wallMillis() {
    return wallMillis;
  }

  /** The next request; empty when the talk is over. */
  List<Oid> next() {
    if (request >= requests.size()) {
      batch++;
      request = 0;
      bindings.clear();
      requests = batch < batches.size() ? requests(batches.get(batch)) : List.of();
    }
    return requests.isEmpty() ? List.of() : requests.get(request++);
  }

  /** When the first request was sent, by the steady clock; 0 before that was answered. */
  long sentNanos() {
    return sentNanos.orElse(0);
  }

  /**
   * Takes an answer in; true when the batch is complete.
   *
   * @param sent when its request was sent, by the steady clock
   */
  boolean answered(List<Binding> answer, long sent) {
    bindings.addAll(answer);
    sentNanos = OptionalLong.of(sentNanos.orElse(sent));
    return request >= requests.size();
  }

  List<Watch> zones() {
    return batches.get(batch);
  }

  List<Binding> bindings() {
    return bindings;
  }

  /** Counts zones that had something new. */
  void found(int zones) {
    found += zones;
  }

  int found() {
    return found;
  }

  void unclear(Watch zone) {
    unclear.add(zone);
  }

  /** Whether zones must be asked for everything they hold. */
  boolean leavesUnclear() {
    return !unclear.isEmpty();
  }

  private List<List<Oid>> requests(List<Watch> zones) {
    List<List<Oid>> rows = new ArrayList<>();
    rows.add(List.of(Requests.uptime()));
    for (Watch watch : zones) {
      int classes = watch.zone().classes();
      rows.addAll(
          all
              ? Requests.history(watch.number(), watch.oldestEntry(), classes)
              : Requests.last(watch.number(), classes));
    }
    return Requests.pack(rows);
  }
}
