package org.greenwave.tss.datex;

import org.jspecify.annotations.Nullable;

/** Numbers of attributes and coordinates, read without exceptions. */
final class Numbers {
  private Numbers() {}

  /** The whole number that a text is, or -1 when it is none or outside the bounds. */
  static int integer(@Nullable String text, int least, int most) {
    if (text == null || text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long number = 0;
    for (int at = 0; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number < least || number > most ? -1 : (int) number;
  }

  /** The number itself, NaN when it lies further from zero than a bound. */
  static double within(double number, double bound) {
    return Math.abs(number) <= bound ? number : Double.NaN;
  }
}
