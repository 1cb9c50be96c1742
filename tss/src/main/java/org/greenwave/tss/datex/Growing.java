package org.greenwave.tss.datex;

import java.util.Arrays;

/** Arrays of plain numbers that grow; a list of objects would cost ten times their memory. */
final class Growing {
  private Growing() {}

  static byte[] bytes(int[] from) {
    byte[] to = new byte[from.length];
    for (int at = 0; at < from.length; at++) {
      to[at] = (byte) from[at];
    }
    return to;
  }

  static short[] shorts(int[] from) {
    short[] to = new short[from.length];
    for (int at = 0; at < from.length; at++) {
      to[at] = (short) from[at];
    }
    return to;
  }

  static final class Ints {
    private int[] array = new int[256];
    private int size;

    void add(int value) {
      if (size == array.length) {
        array = Arrays.copyOf(array, size * 2);
      }
      array[size++] = value;
    }

    int size() {
      return size;
    }

    int get(int at) {
      return array[at];
    }

    int last() {
      return array[size - 1];
    }

    void truncate(int to) {
      size = to;
    }

    int[] toArray() {
      return Arrays.copyOf(array, size);
    }
  }

  static final class Longs {
    private long[] array = new long[256];
    private int size;

    void add(long value) {
      if (size == array.length) {
        array = Arrays.copyOf(array, size * 2);
      }
      array[size++] = value;
    }

    int size() {
      return size;
    }

    long get(int at) {
      return array[at];
    }

    long[] array() {
      return array;
    }

    void truncate(int to) {
      size = to;
    }

    long[] toArray() {
      return Arrays.copyOf(array, size);
    }
  }

  static final class Doubles {
    private double[] array = new double[256];
    private int size;

    void add(double value) {
      if (size == array.length) {
        array = Arrays.copyOf(array, size * 2);
      }
      array[size++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(array, size);
    }
  }

  static final class Floats {
    private float[] array = new float[256];
    private int size;

    void add(float value) {
      if (size == array.length) {
        array = Arrays.copyOf(array, size * 2);
      }
      array[size++] = value;
    }

    float get(int at) {
      return array[at];
    }
  }
}
