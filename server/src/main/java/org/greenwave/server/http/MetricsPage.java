package org.greenwave.server.http;

import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Finding;
import org.greenwave.role.Progress;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.core.Node;
import org.greenwave.server.metrics.Measurements;
import org.greenwave.server.metrics.Metric;
import org.greenwave.server.notice.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this server tells a monitoring system. Read when asked; nothing is counted for it alone. */
final class MetricsPage {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);
  private static final double MILLIS = 1_000;
  private static final double PERCENT = 100;

  /** The kinds of history entries that tell of a grant. */
  private static final Set<String> TAKEOVER_KINDS = Set.of("granted", "moved");

  private final Node node;
  private final SystemView view;
  private final IntSupplier connections;
  private final long beganMillis;

  MetricsPage(Node node, SystemView view, IntSupplier connections) {
    this.node = node;
    this.view = view;
    this.connections = connections;
    beganMillis = node.loop().nowMillis();
  }

  /** Answers with all values. */
  void show(Exchange exchange) {
    exchange.status(200);
    exchange.response().header(HeaderNames.CONTENT_TYPE, Measurements.CONTENT_TYPE);
    exchange.response().header(HeaderNames.CACHE_CONTROL, "no-store");
    exchange.response().send(read().text());
  }

  private Measurements read() {
    Measurements all = new Measurements();
    directory(all);
    for (Role role : node.view().directory().roles().values()) {
      role(all, role);
      node.hosts().progress(role.name()).ifPresent(said -> progress(all, role.name(), said));
    }
    beats(all);
    node.notices().ifPresent(desk -> notices(all, desk.tally()));
    process(all);
    disk(all);
    return all;
  }

  private void directory(Measurements all) {
    Server self = node.identity().server();
    all.add(
        Metric.SERVER,
        true,
        "server",
        self.name(),
        "version",
        self.release(),
        "java",
        java(),
        "os",
        os());
    all.add(Metric.LEADING, node.seat().filter(DirectorySeat::leading).isPresent());
    view.leader().ifPresent(leader -> all.add(Metric.LEADER, true, "server", leader));
    all.add(Metric.LEADER_HEARD, view.leader().isPresent());
    node.seat().ifPresent(seat -> all.add(Metric.TERM, seat.log().term()));
    all.add(Metric.VERSION, node.view().directory().version());
    List<Finding> findings = view.findings();
    for (Finding.Severity severity : Finding.Severity.values()) {
      long found = findings.stream().filter(one -> one.severity() == severity).count();
      all.add(Metric.FINDINGS, found, "severity", severity.name().toLowerCase(Locale.ROOT));
    }
  }

  private static String java() {
    return Runtime.version().toString();
  }

  private static String os() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version");
  }

  private void role(Measurements all, Role role) {
    Directory directory = node.view().directory();
    String name = role.name();
    all.add(Metric.HOSTED, node.hosts().hosts(name), "role", name);
    all.add(Metric.FENCE, directory.assignment(name).fence(), "role", name);
    String now = view.roles().state(role);
    RoleView.STATES.forEach(
        state -> all.add(Metric.STATE, state.equals(now), "role", name, "state", state));
    view.roles()
        .usableStandbys(role)
        .ifPresent(standbys -> all.add(Metric.STANDBYS, standbys, "role", name));
    long takeovers =
        directory.history().stream()
            .filter(entry -> entry.about().equals(name) && TAKEOVER_KINDS.contains(entry.kind()))
            .count();
    all.add(Metric.TAKEOVERS, takeovers, "role", name);
  }

  private static void progress(Measurements all, String role, Progress said) {
    all.add(Metric.STEPS, Math.max(0, said.steps()), "role", role);
    all.add(Metric.COMMITTED, Math.max(0, said.committed()), "role", role);
    boolean waits = said.condition() == Progress.Condition.WAITING_FOR_DATABASE;
    all.add(Metric.WAITING, waits, "role", role);
  }

  private void beats(Measurements all) {
    all.add(Metric.LEASE_LEFT, Math.max(0, node.leaseLeftMillis()) / MILLIS);
    all.add(Metric.LEASE_LEAST_LEFT, node.leaseLeastLeftPercent() / PERCENT);
    all.add(Metric.BEAT_LATENESS, node.beatLatenessMillis() / MILLIS);
  }

  private static void notices(Measurements all, Tally tally) {
    tally.sent().forEach((to, many) -> all.add(Metric.NOTICES_SENT, many.sum(), "recipient", to));
    tally
        .failed()
        .forEach((to, many) -> all.add(Metric.NOTICES_FAILED, many.sum(), "recipient", to));
  }

  private void process(Measurements all) {
    Runtime runtime = Runtime.getRuntime();
    all.add(Metric.CONNECTIONS, connections.getAsInt());
    all.add(Metric.HEAP_USED, runtime.totalMemory() - runtime.freeMemory());
    all.add(Metric.HEAP_MOST, runtime.maxMemory());
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(used -> all.add(Metric.CPU, used.toMillis() / MILLIS));
    all.add(Metric.UPTIME, (node.loop().nowMillis() - beganMillis) / MILLIS);
  }

  private void disk(Measurements all) {
    try {
      FileStore disk = Files.getFileStore(node.folder());
      all.add(Metric.DISK_FREE, disk.getUsableSpace());
      all.add(Metric.DISK_SIZE, disk.getTotalSpace());
    } catch (IOException failure) {
      LOG.info("How full the disk is cannot be said: {}", failure.getMessage());
    }
  }
}
