package org.greenwave.tss.datex;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.greenwave.database.embedded.EmbeddedPostgres;

/**
 * Measures reading against a bare StAX pass over the same files in the same run, in turn, and
 * prints the medians; stored means read and committed in a real PostgreSQL. Argument: how many
 * rounds (default 9).
 */
final class PassComparison {
  private final NationalMinute minute;
  private final TestHost host;
  private final long postgres;
  private SiteTable table;
  private DatexNetwork network;

  private PassComparison(NationalMinute minute, TestHost host, long postgres) throws Exception {
    this.minute = minute;
    this.host = host;
    this.postgres = postgres;
    this.table = sites();
    this.network = DatexNetwork.install(host, "datex", table);
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    NationalMinute minute = NationalMinute.findOrSay().orElseThrow();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
        TestHost host = new TestHost(postgres, "alpha", 1)) {
      PassComparison comparison = new PassComparison(minute, host, postgres.pid());
      comparison.warm();
      comparison.run(rounds);
      comparison.printProcessorTime(rounds);
    }
  }

  private interface Pass {
    void run() throws Exception;
  }

  private void warm() throws Exception {
    bare(minute.sites());
    sites();
    bare(minute.data());
    data();
    store();
    host.forget();
  }

  private void run(int rounds) throws Exception {
    double[][] millis = new double[6][rounds];
    for (int round = 0; round < rounds; round++) {
      millis[0][round] = millis(() -> bare(minute.sites()));
      millis[1][round] = millis(() -> table = sites());
      millis[2][round] = millis(() -> bare(minute.data()));
      millis[3][round] = millis(this::data);
      millis[4][round] = millis(() -> network = DatexNetwork.install(host, "datex", sites()));
      millis[5][round] = millis(this::store);
      host.forget();
    }
    print("site table read", median(millis[0]), median(millis[1]));
    print("site table read and registered again", median(millis[0]), median(millis[4]));
    print("measured data read", median(millis[2]), median(millis[3]));
    print("measured data read and stored", median(millis[2]), median(millis[5]));
  }

  private static void print(String what, double bare, double read) {
    System.out.printf(
        "%s: %.0f ms, bare pass %.0f ms, ratio %.2f (medians)%n", what, read, bare, read / bare);
  }

  private static double millis(Pass pass) throws Exception {
    long begin = System.nanoTime();
    pass.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Processor time so far of this process and of the database, where others take wall time. */
  private double processorMillis() {
    long own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    long database =
        ProcessHandle.of(postgres).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(one -> one.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
            .sum();
    return own + database;
  }

  private void printProcessorTime(int rounds) throws Exception {
    double[][] millis = new double[2][rounds];
    for (int round = 0; round < rounds; round++) {
      double begin = processorMillis();
      bare(minute.data());
      double middle = processorMillis();
      store();
      millis[0][round] = middle - begin;
      millis[1][round] = processorMillis() - middle;
      host.forget();
    }
    print("the same in processor time", median(millis[0]), median(millis[1]));
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

  private MeasuredData data() throws Exception {
    try (InputStream in = NationalMinute.open(minute.data())) {
      return MeasuredDataReader.read(in, table, DatexLimits.NATIONAL, System.currentTimeMillis());
    }
  }

  private void store() throws Exception {
    Delivery delivery = new Delivery(host, network, Duration.ofMinutes(2));
    try (InputStream in = NationalMinute.open(minute.data())) {
      MeasuredDataReader.read(
          in,
          table,
          DatexLimits.NATIONAL,
          System.currentTimeMillis(),
          new MeasuredDataReader.RowSink(Delivery.ROWS_AT_ONCE, delivery));
    }
    int stored = delivery.finish();
    if (stored != 33_096) {
      throw new IllegalStateException("stored " + stored);
    }
  }
}
