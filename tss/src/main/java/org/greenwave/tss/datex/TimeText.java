package org.greenwave.tss.datex;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads xs:dateTime with a time zone. A time without one is no time here: whose clock it was would
 * be a guess.
 */
final class TimeText {
  /** What is no time. */
  static final long NONE = Long.MIN_VALUE;

  private static final int SHORTEST = "2016-09-09T13:57:00Z".length();

  private TimeText() {}

  /** Milliseconds since 1970, or {@link #NONE}. Digits beyond milliseconds are cut off. */
  static long millis(String text) {
    if (text.length() < SHORTEST || !punctuated(text)) {
      return NONE;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    boolean dated = year >= 1970 && month >= 1 && month <= 12 && day >= 1;
    if (!dated || day > YearMonth.of(year, month).lengthOfMonth()) {
      return NONE;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return NONE;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    return withFractionAndZone(text, seconds * 1000);
  }

  private static boolean punctuated(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static long withFractionAndZone(String text, long wholeMillis) {
    int at = 19;
    int millis = 0;
    if (text.charAt(at) == '.') {
      int weight = 100;
      at++;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        millis += (text.charAt(at) - '0') * weight;
        weight /= 10;
        at++;
      }
    }
    long offset = offsetMillis(text.substring(at));
    return offset == NONE ? NONE : wholeMillis + millis - offset;
  }

  private static long offsetMillis(String zone) {
    if (zone.equals("Z")) {
      return 0;
    }
    boolean shaped = zone.length() == 6 && zone.charAt(3) == ':';
    if (!shaped || (zone.charAt(0) != '+' && zone.charAt(0) != '-')) {
      return NONE;
    }
    int hours = digits(zone, 1, 3);
    int minutes = digits(zone, 4, 6);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long offset = (hours * 60L + minutes) * 60_000;
    return zone.charAt(0) == '-' ? -offset : offset;
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
