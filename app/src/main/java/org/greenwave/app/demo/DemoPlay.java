package org.greenwave.app.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.app.cluster.Child;
import org.greenwave.app.cluster.Cluster;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.app.demo.SystemView.RoleNow;
import org.greenwave.cli.ExitCode;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.text.Ink.Tone;

/** What happens in a demo, in order: start, samples flow, failovers, then exploring or the end. */
final class DemoPlay {
  private static final Duration FLOW = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int SAMPLES_OF_A_UNIT = 8;

  private final DemoOptions options;
  private final Cluster cluster;
  private final Timeline timeline;
  private final DemoSystem system;
  private final String password = password();

  DemoPlay(DemoOptions options, Path folder, Cluster cluster, Timeline timeline) {
    this.options = options;
    this.cluster = cluster;
    this.timeline = timeline;
    this.system = new DemoSystem(options, folder, cluster);
  }

  private static String password() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Plays it and returns the exit code. */
  int play()
      throws IOException, ApiException, ClusterException, SQLException, InterruptedException {
    timeline.chapter("Greenwave: traffic sensor management that keeps running when a server dies");
    List<URI> apis = DemoOptions.SERVERS.stream().map(options::api).map(URI::create).toList();
    try (Api api = new Api(apis)) {
      start(api);
      SystemView view = new SystemView(api);
      try (RoleDatabase database = flowing(view)) {
        if (options.recording().isPresent()) {
          new RecordedLife(api, view, cluster, timeline)
              .live(() -> stored(database), enoughSamples());
          return ExitCode.DONE;
        }
        boolean held = failovers(view, database);
        if (options.auto()) {
          return held ? ExitCode.DONE : Demo.NOT_HELD;
        }
        explore(view);
        return ExitCode.DONE;
      }
    }
  }

  private void start(Api api) throws IOException, ClusterException, ApiException {
    Child database = system.startDatabase(password);
    Child field = system.startField();
    String first = DemoOptions.SERVERS.getFirst();
    Child alpha = system.startFirst(first);
    timeline.step("Starting PostgreSQL, " + options.units() + " TSS units and three servers.");
    ready(database);
    timeline.good("PostgreSQL answers on port " + options.databasePort() + ".");
    cluster.awaitReady(field);
    timeline.good(options.units() + " TSS units answer NTCIP 1209 over SNMP.");
    ready(alpha);
    timeline.good(first + " is up; it is the first Directory server.");
    join(api);
    system.createRole(api, password);
    String order = String.join(" > ", DemoOptions.SERVERS);
    timeline.good("Role tss is created on " + order + ".");
    timeline.good("The Config Tool: " + options.api(first));
  }

  /** Waits for a process, and lets it start again from then on whenever it ends. */
  private void ready(Child child) throws ClusterException {
    cluster.awaitReady(child);
    cluster.keep(child);
  }

  private void join(Api api) throws IOException, ClusterException, ApiException {
    for (String name : DemoOptions.SERVERS.subList(1, DemoOptions.SERVERS.size())) {
      ready(system.startJoining(name, api));
      timeline.good(name + " has joined with a token; it keeps the Directory too.");
    }
  }

  /** Waits until samples of the field flow into the database and all standbys are warm. */
  private RoleDatabase flowing(SystemView view) throws ClusterException, SQLException {
    RoleDatabase database =
        RoleDatabase.open(options.databaseUrl(), DemoSystem.USER, password, DemoSystem.ROLE);
    SystemView.await("Samples did not flow", FLOW, () -> stored(database) >= enoughSamples());
    timeline.good("Samples flow: %,d are stored.".formatted(stored(database)));
    SystemView.await("Not all standbys became warm", FLOW, () -> allReady(view));
    return database;
  }

  private long enoughSamples() {
    return (long) options.units() * SAMPLES_OF_A_UNIT;
  }

  private static long stored(RoleDatabase database) {
    try {
      return database.hasTables()
          ? database.pulse().map(RoleDatabase.Pulse::samples).orElse(0L)
          : 0;
    } catch (SQLException e) {
      return 0;
    }
  }

  private static boolean allReady(SystemView view) {
    Optional<RoleNow> role = view.role();
    return view.failoverAvailable()
        && role.isPresent()
        && DemoOptions.SERVERS.stream()
            .map(role.get()::stateOf)
            .allMatch(state -> state.equals("warm") || state.equals("host"));
  }

  private boolean failovers(SystemView view, RoleDatabase database)
      throws ClusterException, SQLException, IOException, InterruptedException {
    long periodMillis = Duration.ofSeconds(options.periodSeconds()).toMillis();
    long begun = System.currentTimeMillis();
    Referee referee = new Referee(database, system.journal(), periodMillis, begun);
    FailoverShow show = new FailoverShow(cluster, view, database, referee, timeline);
    var shown = new ArrayList<Failover>();
    for (int number = 1; number <= options.failovers(); number++) {
      timeline.chapter("Failover " + number + " of " + options.failovers());
      shown.add(show.show());
    }
    return DemoSummary.tell(timeline, shown, options.failovers());
  }

  /** Stays up, tells what may be tried and what happens, until the demo is ended. */
  private void explore(SystemView view) {
    timeline.chapter("Now it is yours, until Ctrl-C");
    timeline.more("The Config Tool     " + options.api(DemoOptions.SERVERS.getFirst()));
    timeline.more("The same, by        " + "GREENWAVE_SERVER=" + servers() + " ./greenwave status");
    for (String name : DemoOptions.SERVERS) {
      timeline.more(
          "Kill or freeze %-5s kill -9 %d   kill -STOP %<d   kill -CONT %<d"
              .formatted(name, cluster.child(name).pid()));
    }
    timeline.more("Logs                " + system.log("*"));
    String host = view.role().map(RoleNow::host).orElse("");
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK.toNanos());
      host = tellMove(view, host);
    }
  }

  private String servers() {
    return "%s,%d,%d".formatted(options.api("alpha"), options.port("beta"), options.port("gamma"));
  }

  private String tellMove(SystemView view, String before) {
    Optional<RoleNow> role = view.role();
    if (role.isEmpty() || role.get().host().equals(before)) {
      return before;
    }
    String host = role.get().host();
    timeline.tell(
        host.isEmpty() ? Tone.BAD : Tone.GOOD,
        host.isEmpty() ? "✗" : "●",
        host.isEmpty() ? "No server hosts tss." : host + " hosts tss.");
    timeline.more(role.get().sentence());
    return host;
  }
}
