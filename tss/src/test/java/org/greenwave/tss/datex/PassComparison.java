package org.greenwave.tss.datex;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures reading against a bare StAX pass over the same files in the same run, in turn, and
 * prints the medians. Arguments: how many rounds (default 9).
 */
final class PassComparison {
  private final NationalMinute minute;
  private SiteTable table;

  private PassComparison(NationalMinute minute) throws Exception {
    this.minute = minute;
    this.table = sites();
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    NationalMinute minute = NationalMinute.findOrSay().orElseThrow();
    PassComparison comparison = new PassComparison(minute);
    comparison.warm();
    comparison.run(rounds);
  }

  private interface Pass {
    void run() throws Exception;
  }

  private void warm() throws Exception {
    bare(minute.sites());
    sites();
    bare(minute.data());
    data();
  }

  private void run(int rounds) throws Exception {
    double[][] millis = new double[4][rounds];
    for (int round = 0; round < rounds; round++) {
      millis[0][round] = millis(() -> bare(minute.sites()));
      millis[1][round] = millis(() -> table = sites());
      millis[2][round] = millis(() -> bare(minute.data()));
      millis[3][round] = millis(this::data);
    }
    print("site table", median(millis[0]), median(millis[1]));
    print("measured data", median(millis[2]), median(millis[3]));
  }

  private static void print(String what, double bare, double read) {
    System.out.printf(
        "%s: bare pass %.0f ms, read %.0f ms, ratio %.2f (medians)%n",
        what, bare, read, read / bare);
  }

  private static double millis(Pass pass) throws Exception {
    long begin = System.nanoTime();
    pass.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void bare(Path file) throws Exception {
    try (InputStream in = NationalMinute.open(file)) {
      BarePass.events(in);
    }
  }

  private SiteTable sites() throws Exception {
    try (InputStream in = NationalMinute.open(minute.sites())) {
      return SiteTableReader.read(in, DatexLimits.NATIONAL);
    }
  }

  private void data() throws Exception {
    try (InputStream in = NationalMinute.open(minute.data())) {
      MeasuredDataReader.read(in, table, DatexLimits.NATIONAL, System.currentTimeMillis());
    }
  }
}
