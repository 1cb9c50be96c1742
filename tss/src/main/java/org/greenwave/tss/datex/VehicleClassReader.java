package org.greenwave.tss.datex;

import static org.greenwave.tss.datex.DatexRefusedException.Kind.TOO_LARGE;

/**
 * Reads which vehicles a characteristic is about. The same class is written in many ways, 2.4 and
 * 2.40 metres for one, so lengths are brought to one form: {@code >1.85m <=2.4m}.
 */
final class VehicleClassReader {
  private static final int MOST_CLASSES = 2_000;
  private static final int MOST_PARTS = 16;
  private static final int LONGEST_PART = 64;
  private final XmlCursor cursor;
  private final SiteTableBuilder table;
  private final StringBuilder name = new StringBuilder();
  private int parts;

  VehicleClassReader(XmlCursor cursor, SiteTableBuilder table) {
    this.cursor = cursor;
    this.table = table;
  }

  /** The number of the class that the present element describes; 0 for all vehicles. */
  short read() throws DatexRefusedException {
    name.setLength(0);
    parts = 0;
    while (cursor.child()) {
      switch (cursor.name()) {
        case "lengthCharacteristic" -> length();
        case "vehicleType" -> {
          ElementText type = cursor.text();
          if (!type.is("anyVehicle")) {
            append(type.toString());
          }
        }
        case "specificVehicleCharacteristicsExtension" -> cursor.skip();
        default -> other();
      }
    }
    if (name.isEmpty()) {
      return 0;
    }
    short number = table.vehicleClass(name.toString());
    if (table.vehicleClasses() > MOST_CLASSES) {
      throw cursor.refused(
          TOO_LARGE,
          "There are more than %,d vehicle classes. Send a smaller table.".formatted(MOST_CLASSES));
    }
    return number;
  }

  private void length() throws DatexRefusedException {
    String sign = "?";
    double metres = Double.NaN;
    while (cursor.child()) {
      switch (cursor.name()) {
        case "comparisonOperator" -> sign = sign(cursor.text());
        case "vehicleLength" -> metres = cursor.text().number();
        default -> cursor.skip();
      }
    }
    append(sign + plain(metres) + "m");
  }

  // Weight, axles, fuel and the like: the class is told from others by the words of the document.
  private void other() throws DatexRefusedException {
    String element = cursor.name();
    String text = cursor.wholeText().toString();
    append(text.isEmpty() ? element : element + "=" + text);
  }

  private void append(String part) {
    if (parts++ < MOST_PARTS) {
      String cut = part.length() > LONGEST_PART ? part.substring(0, LONGEST_PART) : part;
      name.append(name.isEmpty() ? "" : " ").append(cut);
    }
  }

  private static String sign(ElementText operator) {
    return switch (operator.toString()) {
      case "lessThan" -> "<";
      case "lessThanOrEqualTo" -> "<=";
      case "greaterThan" -> ">";
      case "greaterThanOrEqualTo" -> ">=";
      case "equalTo" -> "=";
      default -> "?";
    };
  }

  private static String plain(double metres) {
    if (Double.isNaN(metres)) {
      return "?";
    }
    double rounded = Math.round(metres * 100) / 100.0;
    return rounded == Math.rint(rounded)
        ? Long.toString(Math.round(rounded))
        : Double.toString(rounded);
  }
}
