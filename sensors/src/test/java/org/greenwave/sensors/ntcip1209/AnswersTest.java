package org.greenwave.sensors.ntcip1209;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.ntcip1209.Binding.Absent;
import org.greenwave.sensors.ntcip1209.Binding.Quantity;
import org.greenwave.sensors.ntcip1209.Binding.Refused;
import org.greenwave.sensors.ntcip1209.Binding.Strange;
import org.greenwave.sensors.ntcip1209.Binding.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        // volume, occupancy, speed, status -> volume, occupancy, speed, quality
        "12, 123, 875, 2 -> 12, 12.3, 87.5, OK",
        "0, 0, 65535, 2 -> 0, 0, NaN, OK",
        "65535, 65535, 65535, 2 -> NaN, NaN, NaN, MISSING",
        "12, 65535, 875, 2 -> 12, NaN, 87.5, MISSING",
        "65535, 65535, 65535, 5 -> NaN, NaN, NaN, FAILED",
        "12, 1000, 2550, 10 -> 12, 100, 255, FAILED",
        "12, 500, 875, 1 -> 12, 50, 87.5, SUSPECT",
        "12, 500, 875, 3 -> 12, 50, 87.5, SUSPECT",
        "12, 1001, 875, 2 -> 12, NaN, 87.5, SUSPECT",
        "12, 500, 2551, 2 -> 12, 50, NaN, SUSPECT",
        "-1, 500, 875, 2 -> NaN, 50, 87.5, SUSPECT",
        "65536, 500, 875, 2 -> NaN, 50, 87.5, SUSPECT",
        "12, -5, 875, 2 -> 12, NaN, 87.5, SUSPECT",
        "12, 500, 875, 15 -> 12, 50, 87.5, SUSPECT",
        "12, 500, 875, 0 -> 12, 50, 87.5, SUSPECT",
        "9223372036854775807, 500, 875, 2 -> NaN, 50, 87.5, SUSPECT"
      })
  void readsUnitsMissingValuesAndStatus(String answered, String read) {
    long[] said = Stream.of(answered.split(", ")).mapToLong(Long::parseLong).toArray();
    Reading reading =
        only(row(3, 2, 1, 77, said[0], said[1], said[2], said[3])).getFirst().reading();
    assertThat(List.of(reading.volume(), reading.occupancy(), reading.speed(), reading.quality()))
        .isEqualTo(expected(read.split(", ")));
  }

  private static List<Object> expected(String... words) {
    return List.of(
        Float.valueOf(words[0]),
        Float.valueOf(words[1]),
        Float.valueOf(words[2]),
        Quality.valueOf(words[3]));
  }

  @Test
  void anEntryWithoutItsNumberIsNoneAndAStrangeNumberIsAFault() {
    List<Binding> absent = List.of(binding(8, 1, 2, 1, new Absent()));
    assertThat(Answers.samples(absent).entries()).isEmpty();
    assertThat(Answers.samples(absent).faults()).isEmpty();
    List<Binding> strange = List.of(binding(8, 1, 2, 1, new Quantity(70_000)));
    assertThat(Answers.samples(strange).entries()).isEmpty();
    assertThat(Answers.samples(strange).faults()).hasSize(1);
  }

  @Test
  void aRowOfWhichOneVariableIsRefusedIsAFaultAndNoEntry() {
    Answers.Samples samples =
        Answers.samples(List.of(binding(4, 1, 2, 1, new Refused("General error"))));
    assertThat(samples.entries()).isEmpty();
    assertThat(samples.faults())
        .containsExactly("It cannot say what zone 1 entry 2 holds: General error.");
  }

  @Test
  void classCountsGoWithThePeriodOfTheirOwnNumber() {
    List<Binding> bindings = new ArrayList<>(row(1, 2, 1, 9, 10, 100, 800, 2));
    bindings.add(binding(4, 1, 2, 2, new Quantity(7)));
    bindings.add(binding(8, 1, 2, 2, new Quantity(9)));
    bindings.add(binding(4, 1, 2, 4, new Quantity(3)));
    bindings.add(binding(8, 1, 2, 4, new Quantity(9)));
    bindings.add(binding(4, 1, 2, 5, new Quantity(1)));
    bindings.add(binding(8, 1, 2, 5, new Quantity(10)));
    assertThat(only(bindings).getFirst().classVolumes()).containsExactly(7, -1, 3);
  }

  @Test
  void noBindingsWhateverTheyAreMakeItThrow() {
    Random chance = new Random(1209);
    for (int run = 0; run < 20_000; run++) {
      List<Binding> bindings = new ArrayList<>();
      for (int at = chance.nextInt(12); at > 0; at--) {
        bindings.add(new Binding(anyOid(chance), anyValue(chance)));
      }
      for (Entry entry : Answers.samples(bindings).entries()) {
        assertThat(entry.sequence()).isBetween(0, 65_535);
        assertThat(entry.reading().quality()).isNotNull();
      }
      Answers.zone(1, bindings)
          .ifPresent(facts -> assertThat(facts.periodSeconds()).isBetween(0, 3600));
    }
  }

  @Test
  void labelsAreMadePrintableAndShort() {
    String label = "lane\u0000 1\u001b[31m" + "x".repeat(300);
    List<Binding> bindings =
        List.of(
            new Binding(Requests.zonePeriod(1), new Quantity(30)),
            new Binding(Requests.zoneLabel(1), new Text(label)));
    assertThat(Answers.zone(1, bindings).orElseThrow().label())
        .startsWith("lane 1[31mxx")
        .hasSize(64);
  }

  @Test
  void requestsFitAMessageAndKeepRowsWhole() {
    List<List<Oid>> rows = new ArrayList<>();
    for (int zone = 1; zone <= 8; zone++) {
      rows.addAll(Requests.history(zone, 5, 3));
    }
    List<List<Oid>> requests = Requests.pack(rows);
    assertThat(requests.stream().flatMap(List::stream).toList())
        .isEqualTo(rows.stream().flatMap(List::stream).toList());
    assertThat(requests)
        .allMatch(r -> r.stream().mapToInt(oid -> oid.encodedBytes() + 13).sum() <= 414);
    assertThat(rows.getFirst()).containsExactly(Requests.newest(1));
    assertThat(rows.get(1).getFirst().toString()).isEqualTo("1.3.6.1.4.1.1206.4.2.4.3.4.1.3.1.5.1");
    assertThat(Requests.without(rows.get(1), rows.get(1).get(2))).isEmpty();
  }

  @Test
  void anEntryOfWhichOnlyTheNumberWasAskedForIsNone() {
    List<Binding> bindings = List.of(new Binding(Requests.newest(1), new Quantity(7)));
    assertThat(Answers.newest(1, bindings)).hasValue(7);
    assertThat(Answers.samples(bindings).of(1)).isEmpty();
  }

  private static List<Entry> only(List<Binding> bindings) {
    Answers.Samples samples = Answers.samples(bindings);
    List<Entry> entries = samples.of(bindings.getFirst().oid().at(14));
    assertThat(entries).hasSize(1);
    return entries;
  }

  private static List<Binding> row(int zone, int entry, int cls, long sequence, long... values) {
    List<Binding> row = new ArrayList<>();
    row.add(binding(3, zone, entry, cls, new Quantity(1000)));
    for (int at = 0; at < values.length; at++) {
      row.add(binding(4 + at, zone, entry, cls, new Quantity(values[at])));
    }
    row.add(binding(8, zone, entry, cls, new Quantity(sequence)));
    return row;
  }

  private static Binding binding(int column, int zone, int entry, int cls, Binding.Value value) {
    return new Binding(Tss.SAMPLE_TABLE.plus(column, zone, entry, cls), value);
  }

  private static Oid anyOid(Random chance) {
    Oid table =
        switch (chance.nextInt(4)) {
          case 0 -> Tss.ZONE_TABLE;
          case 1 -> Tss.SEQUENCE_TABLE;
          default -> Tss.SAMPLE_TABLE;
        };
    int[] more = chance.ints(chance.nextInt(6), -2, 10).toArray();
    return table.plus(more);
  }

  private static Binding.Value anyValue(Random chance) {
    return switch (chance.nextInt(5)) {
      case 0 -> new Absent();
      case 1 -> new Text("x".repeat(chance.nextInt(100)));
      case 2 -> new Strange("Opaque");
      case 3 -> new Quantity(chance.nextLong());
      default -> new Quantity(chance.nextInt(70_000));
    };
  }
}
