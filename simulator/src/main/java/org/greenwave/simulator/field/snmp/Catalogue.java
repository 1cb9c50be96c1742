package org.greenwave.simulator.field.snmp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.greenwave.simulator.field.device.TssUnit;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** Every managed object of a unit with a number of zones, in the order in which SNMP walks. */
final class Catalogue {
  private static final List<ObjectType> TYPES = TssObjects.all();
  private static final Map<Integer, Catalogue> BY_ZONES = new ConcurrentHashMap<>();
  private static final int ENTRIES = TssUnit.HELD + 1;

  private final List<Instance> instances;

  private Catalogue(int zones) {
    List<Instance> all = new ArrayList<>();
    for (ObjectType type : TYPES) {
      switch (type.rows()) {
        case ONE -> all.add(new Instance(with(type, 0), type, 0, 0));
        case ZONES ->
            eachZone(zones, zone -> all.add(new Instance(with(type, zone), type, zone, 0)));
        case ZONE_CLASSES ->
            eachZone(zones, zone -> all.add(new Instance(with(type, zone, 1), type, zone, 0)));
        case SAMPLES -> eachZone(zones, zone -> addSamples(all, type, zone));
      }
    }
    all.sort(Comparator.comparing(Instance::oid));
    this.instances = List.copyOf(all);
  }

  /**
   * A managed object.
   *
   * @param oid its whole name
   * @param type what it is
   * @param zone its zone, or 0
   * @param entry its sample entry, or 0
   */
  record Instance(OID oid, ObjectType type, int zone, int entry) {
    Variable value(TssUnit unit, long nowMillis) {
      return type.value().of(new ObjectType.Place(unit, zone, entry, nowMillis));
    }
  }

  /** The catalogue of units with so many zones. */
  static Catalogue ofZones(int zones) {
    return BY_ZONES.computeIfAbsent(zones, Catalogue::new);
  }

  /** The object of that name. */
  Optional<Instance> at(OID oid) {
    int place = firstNotBefore(oid);
    boolean found = place < instances.size() && instances.get(place).oid().equals(oid);
    return found ? Optional.of(instances.get(place)) : Optional.empty();
  }

  /** The first object after a name, whether that exists or not. */
  Optional<Instance> after(OID oid) {
    int place = firstNotBefore(oid);
    if (place < instances.size() && instances.get(place).oid().equals(oid)) {
      place++;
    }
    return place < instances.size() ? Optional.of(instances.get(place)) : Optional.empty();
  }

  /** Whether a name belongs to a kind of object that is there, though perhaps not that instance. */
  static boolean knows(OID oid) {
    return TYPES.stream().anyMatch(type -> oid.startsWith(type.oid()));
  }

  private int firstNotBefore(OID oid) {
    int low = 0;
    int high = instances.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (instances.get(middle).oid().compareTo(oid) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void addSamples(List<Instance> all, ObjectType type, int zone) {
    for (int entry = 1; entry <= ENTRIES; entry++) {
      all.add(new Instance(with(type, zone, entry, 1), type, zone, entry));
    }
  }

  private static void eachZone(int zones, IntConsumer action) {
    for (int zone = 1; zone <= zones; zone++) {
      action.accept(zone);
    }
  }

  private static OID with(ObjectType type, int... index) {
    return new OID(type.oid().getValue(), index);
  }
}
