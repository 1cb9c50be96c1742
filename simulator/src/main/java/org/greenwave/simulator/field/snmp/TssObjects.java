package org.greenwave.simulator.field.snmp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.snmp.ObjectType.Place;
import org.greenwave.simulator.field.snmp.ObjectType.Rows;
import org.greenwave.simulator.field.snmp.ObjectType.Value;
import org.greenwave.simulator.field.traffic.Lane;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * The objects of a unit, section by section of NTCIP 1209 v02: system setup (2), zones (2.5) and
 * data collection (4), and the system group of MIB-II. Outputs, loops and cameras are not there.
 */
final class TssObjects {
  static final OID TSS = new OID("1.3.6.1.4.1.1206.4.2.4");

  private static final OID SYSTEM = new OID("1.3.6.1.2.1.1");
  private static final ZoneId LOCAL = ZoneId.of("Europe/Amsterdam");
  private static final byte ENABLED = (byte) 0x80;
  private static final byte SAMPLING_AND_SPEED = 0x05;
  private static final int OK = 2;
  private static final int INITIALIZING = 3;

  private final List<ObjectType> objects = new ArrayList<>();

  private TssObjects() {}

  /** All objects, in no order. */
  static List<ObjectType> all() {
    TssObjects all = new TssObjects();
    all.addSystemGroup();
    all.addSetup();
    all.addZones();
    all.addLatest("3.1", 2);
    all.addLatest("3.2", 3);
    all.addSamples();
    return List.copyOf(all.objects);
  }

  private void addSystemGroup() {
    add(SYSTEM, "1", Rows.ONE, at -> text("Greenwave simulated field, NTCIP 1209 v02"));
    add(SYSTEM, "2", Rows.ONE, at -> TSS);
    add(SYSTEM, "3", Rows.ONE, TssObjects::upTime);
    add(SYSTEM, "5", Rows.ONE, at -> text(at.unit().station().name()));
    add(SYSTEM, "6", Rows.ONE, at -> text(at.unit().station().location()));
  }

  private void addSetup() {
    scalar("1.1", at -> number(11));
    scalar("1.2", at -> number(at.unit().entries() > 1 ? OK : INITIALIZING));
    scalar("1.3", at -> number(3));
    scalar("1.4", at -> number(at.unit().station().lanes().size()));
    scalar("1.6", at -> number(1));
    scalar("1.7", at -> number(2));
    scalar("1.8", at -> number(TssUnit.HELD));
    scalar("1.9", at -> number(40));
    scalar("1.10", at -> bits(SAMPLING_AND_SPEED));
    scalar("1.11", at -> bits(new byte[8]));
  }

  private void addZones() {
    zones("1.5.1.1", at -> number(at.zone()));
    zones("1.5.1.2", at -> bits(ENABLED));
    zones("1.5.1.3", at -> bits(ENABLED));
    zones("1.5.1.4", at -> number((int) (at.unit().periodMillis() / 1000)));
    zones("1.5.1.5", at -> text(label(at)));
    zones("1.5.1.6", at -> bits(new byte[8]));
    zones("1.5.1.7", at -> bits(new byte[8]));
    zones("1.5.1.8", at -> number(0));
    zones("1.5.1.9", at -> bits((byte) 0));
    zones("1.5.1.10", at -> number(1));
    zones("1.5.1.11", at -> number(1_000));
    zones("1.5.1.12", at -> number(lane(at).number() == 1 ? 720 : 480));
    zones("1.5.1.13", at -> number(200));
    zones("1.5.1.14", at -> number(at.withEntry(1).reading().status().code()));
    zones("1.5.1.15", at -> number(0));
    zones("1.5.1.16", at -> number(120));
    zones("1.5.1.17", at -> number(0));
    zones("1.5.1.18", at -> number(0));
  }

  /** The tables that v02 deprecates and most devices have. */
  private void addLatest(String table, int entry) {
    zones(table + ".1.1", at -> endTime(at.withEntry(entry)));
    zones(table + ".1.2", at -> number(at.withEntry(entry).reading().volume()));
    zones(table + ".1.3", at -> number(at.withEntry(entry).reading().occupancy()));
    zones(table + ".1.4", at -> number(at.withEntry(entry).reading().speed()));
    zones(table + ".1.5", at -> number(at.withEntry(entry).reading().status().code()));
  }

  private void addSamples() {
    zones("3.3.1.1", at -> number(at.unit().entries()));
    zones("3.3.1.2", at -> number(1));
    samples(1, at -> number(at.entry()));
    samples(2, at -> number(1));
    samples(3, TssObjects::endTime);
    samples(4, at -> number(at.reading().volume()));
    samples(5, at -> number(at.reading().occupancy()));
    samples(6, at -> number(at.reading().speed()));
    samples(7, at -> number(at.reading().status().code()));
    samples(8, at -> number(at.period().sequence()));
    add(TSS, "3.5.1.1", Rows.ZONE_CLASSES, at -> text("all vehicles"));
  }

  private void scalar(String suffix, Value value) {
    add(TSS, suffix, Rows.ONE, value);
  }

  private void zones(String suffix, Value value) {
    add(TSS, suffix, Rows.ZONES, value);
  }

  private void samples(int column, Value value) {
    add(TSS, "3.4.1." + column, Rows.SAMPLES, value);
  }

  private void add(OID root, String suffix, Rows rows, Value value) {
    objects.add(new ObjectType(new OID(root.getValue(), new OID(suffix).getValue()), rows, value));
  }

  private static Lane lane(Place at) {
    return at.unit().station().lanes().get(at.zone() - 1);
  }

  private static String label(Place at) {
    Lane lane = lane(at);
    return at.unit().station().location() + ' ' + lane.direction().sign() + ' ' + lane.number();
  }

  /** Local seconds since 1970 (controllerLocalTime), which jump when summer time begins or ends. */
  private static Variable endTime(Place at) {
    long millis = at.period().endMillis();
    long offset = LOCAL.getRules().getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds();
    return new Counter32(millis == 0 ? 0 : Math.floorDiv(millis, 1000) + offset);
  }

  private static Variable upTime(Place at) {
    long hundredths = Math.max(0, at.nowMillis() - at.unit().epochMillis()) / 10;
    return new TimeTicks(hundredths & 0xFFFF_FFFFL);
  }

  private static Variable number(int value) {
    return new Integer32(value);
  }

  private static Variable bits(byte... value) {
    return new OctetString(value);
  }

  private static Variable text(String value) {
    return new OctetString(value.getBytes(StandardCharsets.UTF_8));
  }
}
