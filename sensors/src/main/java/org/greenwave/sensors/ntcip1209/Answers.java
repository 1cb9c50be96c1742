package org.greenwave.sensors.ntcip1209;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.greenwave.sensors.ntcip1209.Binding.Absent;
import org.greenwave.sensors.ntcip1209.Binding.Quantity;
import org.greenwave.sensors.ntcip1209.Binding.Refused;
import org.greenwave.sensors.ntcip1209.Binding.Strange;
import org.greenwave.sensors.ntcip1209.Binding.Text;
import org.jspecify.annotations.Nullable;

/** Reads what a device answered. Never throws, whatever the bindings are. */
public final class Answers {
  private static final int MOST_CLASSES = 16;
  private static final int LONGEST_LABEL = 64;

  /**
   * Entries of the sample table.
   *
   * @param entries those that are there and have a sequence number, without class counts
   * @param classes counts of single classes
   * @param faults what could not be an entry, a sentence each
   */
  public record Samples(List<Entry> entries, List<ClassCount> classes, List<String> faults) {
    /** The entries of one zone with their class counts. */
    public List<Entry> of(int zone) {
      return entries.stream().filter(entry -> entry.zone() == zone).map(this::counted).toList();
    }

    private Entry counted(Entry entry) {
      TreeMap<Integer, Integer> counts = new TreeMap<>();
      for (ClassCount count : classes) {
        if (count.zone() == entry.zone() && count.sequence() == entry.sequence()) {
          counts.put(count.number(), count.volume());
        }
      }
      List<Integer> inOrder = new ArrayList<>();
      for (int number = 2; !counts.isEmpty() && number <= counts.lastKey(); number++) {
        inOrder.add(counts.getOrDefault(number, -1));
      }
      return entry.with(inOrder);
    }
  }

  /**
   * One class of one period; the sequence number says of which.
   *
   * @param number the class, from 2
   * @param volume vehicles, -1 when missing
   */
  public record ClassCount(int zone, int number, int sequence, int volume) {}

  /**
   * A zone as the device describes it.
   *
   * @param periodSeconds 0 when it collects nothing
   */
  public record ZoneFacts(int number, String label, int periodSeconds, int classes) {}

  private Answers() {}

  /** Reads entries of the sample table; other bindings are passed over. */
  public static Samples samples(List<Binding> bindings) {
    Map<Row, Map<Integer, Binding.Value>> rows = new LinkedHashMap<>();
    for (Binding binding : bindings) {
      Oid oid = binding.oid();
      if (oid.isUnder(Tss.SAMPLE_TABLE, 4)) {
        int base = Tss.SAMPLE_TABLE.size();
        Row row = new Row(oid.at(base + 1), oid.at(base + 2), oid.at(base + 3));
        rows.computeIfAbsent(row, key -> new TreeMap<>()).put(oid.at(base), binding.value());
      }
    }
    Samples samples = new Samples(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    rows.forEach((row, columns) -> read(row, columns, samples));
    return samples;
  }

  /** The number of a zone's last complete period when it was first asked for. */
  public static OptionalInt newest(int zone, List<Binding> bindings) {
    return toInt(number(bindings, Requests.newest(zone), 0, Tss.SEQUENCES - 1));
  }

  /** The device's uptime in hundredths of a second, where it is among the bindings. */
  public static OptionalLong uptime(List<Binding> bindings) {
    return number(bindings, Tss.UPTIME, 0, 0xffff_ffffL);
  }

  /** The most zones that the device can have; empty when it does not say, or nonsense. */
  public static OptionalInt maxZones(List<Binding> bindings) {
    return toInt(number(bindings, Tss.MAX_ZONES, 1, 255));
  }

  /** The most complete periods that the device holds; empty when it does not say, or nonsense. */
  public static OptionalInt maxHistory(List<Binding> bindings) {
    return toInt(number(bindings, Tss.MAX_HISTORY, 1, 4));
  }

  /** One zone's description; empty when the device does not say its period, or nonsense. */
  public static Optional<ZoneFacts> zone(int number, List<Binding> bindings) {
    OptionalInt period = toInt(number(bindings, Requests.zonePeriod(number), 0, 3600));
    int classes = (int) number(bindings, Requests.zoneClasses(number), 1, 255).orElse(1);
    return period.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ZoneFacts(
                number,
                label(number, bindings),
                period.getAsInt(),
                Math.min(classes, MOST_CLASSES)));
  }

  /** A row of the sample table. */
  private record Row(int zone, int entry, int cls) {
    String name() {
      return "zone " + zone + " entry " + entry;
    }
  }

  private static void read(Row row, Map<Integer, Binding.Value> columns, Samples into) {
    for (Binding.Value value : columns.values()) {
      if (value instanceof Refused(String why)) {
        into.faults().add("It cannot say what %s holds: %s.".formatted(row.name(), why));
        return;
      }
    }
    OptionalLong sequence = inRange(columns.get(Tss.SEQUENCE), 0, Tss.SEQUENCES - 1);
    if (sequence.isEmpty()) {
      if (!(columns.getOrDefault(Tss.SEQUENCE, new Absent()) instanceof Absent)) {
        into.faults().add("The sequence number of " + row.name() + " is not one.");
      }
      return;
    }
    if (row.cls() != Tss.ALL_CLASSES) {
      int volume = limited(columns, Tss.VOLUME, Tss.MISSING - 1);
      int shown = volume == Tss.MISSING ? -1 : volume;
      into.classes().add(new ClassCount(row.zone(), row.cls(), (int) sequence.getAsLong(), shown));
    } else if (columns.size() > 1) { // else only its number was asked for
      into.entries().add(entry(row, (int) sequence.getAsLong(), columns, into.faults()));
    }
  }

  private static Entry entry(
      Row row, int sequence, Map<Integer, Binding.Value> columns, List<String> faults) {
    long end = inRange(columns.get(Tss.END_TIME), 0, 0xffff_ffffL).orElse(-1);
    int volume = limited(columns, Tss.VOLUME, Tss.MISSING - 1);
    int occupancy = limited(columns, Tss.OCCUPANCY, 1000);
    int speed = limited(columns, Tss.SPEED, 2550);
    int status = (int) inRange(columns.get(Tss.STATUS), 1, 14).orElse(-1);
    boolean sound = volume >= 0 && occupancy >= 0 && speed >= 0 && status >= 0;
    if (!sound) {
      faults.add("A value of " + row.name() + " is outside what the standard allows.");
    }
    return new Entry(
        row.zone(), row.entry(), sequence, end, volume, occupancy, speed, status, sound, List.of());
  }

  /** A value up to a limit or 65535; 65535 when it is absent; -1 when it cannot be. */
  private static int limited(Map<Integer, Binding.Value> columns, int column, int most) {
    Binding.Value value = columns.getOrDefault(column, new Absent());
    return switch (value) {
      case Absent() -> Tss.MISSING;
      case Quantity(long number) when number == Tss.MISSING -> Tss.MISSING;
      case Quantity(long number) when number >= 0 && number <= most -> (int) number;
      case Quantity _, Text _, Refused _, Strange _ -> -1;
    };
  }

  private static OptionalLong inRange(Binding.@Nullable Value value, long least, long most) {
    return value instanceof Quantity(long number) && number >= least && number <= most
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  private static OptionalLong number(List<Binding> bindings, Oid oid, long least, long most) {
    for (Binding binding : bindings) {
      if (binding.oid().equals(oid)) {
        return inRange(binding.value(), least, most);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalInt toInt(OptionalLong value) {
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  /** A label as people may see it: printable, and not longer than a line. */
  private static String label(int number, List<Binding> bindings) {
    Oid oid = Requests.zoneLabel(number);
    StringBuilder label = new StringBuilder();
    for (Binding binding : bindings) {
      if (binding.oid().equals(oid) && binding.value() instanceof Text(String text)) {
        text.chars()
            .filter(c -> c >= ' ' && c != 0x7f && (c < 0x80 || c >= 0xa0))
            .limit(LONGEST_LABEL)
            .forEach(c -> label.append((char) c));
      }
    }
    return label.toString().strip();
  }
}
