package org.greenwave.tss.datex;

/** What a measured value is of. The code is kept in stored site tables: never renumber. */
enum Measure {
  FLOW(0, "trafficFlow"),
  SPEED(1, "trafficSpeed"),
  STATUS(2, "trafficStatusInformation"),
  OCCUPANCY(3, "trafficConcentration"),
  /** Anything else, such as travel time: counted, not stored. */
  OTHER(4, "");

  private static final Measure[] BY_CODE = values();
  private final int code;
  private final String word;

  Measure(int code, String word) {
    this.code = code;
    this.word = word;
  }

  int code() {
    return code;
  }

  static Measure of(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : OTHER;
  }

  /** The measure that a site table names, schema type MeasuredOrDerivedDataTypeEnum. */
  static Measure named(ElementText text) {
    for (Measure measure : BY_CODE) {
      if (text.is(measure.word)) {
        return measure;
      }
    }
    return OTHER;
  }
}
