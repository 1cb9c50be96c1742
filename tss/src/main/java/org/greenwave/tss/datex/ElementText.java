package org.greenwave.tss.datex;

/**
 * The text of one small element, in a buffer that is used again for the next, so that a value costs
 * no garbage. A text that does not fit is no value of the schema: it reads as empty.
 */
final class ElementText {
  private static final int LONGEST = 256;
  private final char[] chars = new char[LONGEST];
  private int start;
  private int end;
  private boolean tooLong;

  void clear() {
    start = 0;
    end = 0;
    tooLong = false;
  }

  void append(char[] from, int offset, int count) {
    if (tooLong || end + count > LONGEST) {
      tooLong = true;
      return;
    }
    System.arraycopy(from, offset, chars, end, count);
    end += count;
  }

  /** Drops the space around the text; called once it is whole. */
  void trim() {
    if (tooLong) {
      end = 0;
    }
    while (start < end && chars[start] <= ' ') {
      start++;
    }
    while (start < end && chars[end - 1] <= ' ') {
      end--;
    }
  }

  boolean is(String word) {
    if (word.length() != end - start) {
      return false;
    }
    for (int at = 0; at < word.length(); at++) {
      if (chars[start + at] != word.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /** An xs:boolean that is true. */
  boolean isTrue() {
    return is("true") || is("1");
  }

  /** The decimal number that the text is, or NaN when it is none. */
  double number() {
    int at = start;
    boolean negative = at < end && chars[at] == '-';
    if (negative || (at < end && chars[at] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int behindPoint = -1;
    for (; at < end; at++) {
      char c = chars[at];
      if (c == '.' && behindPoint < 0) {
        behindPoint = 0;
      } else if (c >= '0' && c <= '9' && count < 18) {
        digits = digits * 10 + (c - '0');
        count++;
        behindPoint += behindPoint < 0 ? 0 : 1;
      } else {
        return rareNumber();
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double value = behindPoint > 0 ? digits / POWERS[behindPoint] : digits;
    return negative ? -value : value;
  }

  private static final double[] POWERS = powers();

  private static double[] powers() {
    double[] powers = new double[19];
    powers[0] = 1;
    for (int at = 1; at < powers.length; at++) {
      powers[at] = powers[at - 1] * 10;
    }
    return powers;
  }

  // Exponents and long fractions, which xs:float allows and hardly anybody sends.
  private double rareNumber() {
    for (int at = start; at < end; at++) {
      char c = chars[at];
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      double value = Double.parseDouble(toString());
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  @Override
  public String toString() {
    return new String(chars, start, end - start);
  }
}
