package org.greenwave.proving.scenario;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.RoleDatabase;
import org.greenwave.proving.cluster.Topology;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.harm.Hands;
import org.greenwave.proving.harm.Moves;
import org.greenwave.proving.history.Decided;
import org.greenwave.proving.history.Samples;
import org.greenwave.proving.namespaces.Network;

/** Real processes that do what a scenario's commands say, in real time. */
final class Stage implements AutoCloseable {
  private static final LocalCluster.Work WORK = new LocalCluster.Work(5, 20);
  private static final Duration TO_STAND = Duration.ofSeconds(30);
  private static final Duration TO_ANSWER = Duration.ofSeconds(1);
  private static final Duration TO_STORE = Duration.ofSeconds(1);

  @FunctionalInterface
  private interface Act {
    void by(MatchResult match) throws IOException, InterruptedException;
  }

  private record Command(Pattern pattern, Act act) {}

  private final LocalCluster cluster;
  private final Network network;
  private final Hands hands;
  private final Moves moves;
  private final Watch watch;
  private final Samples samples;
  private final List<Command> commands;

  private Stage(LocalCluster cluster, Network network, Samples samples) {
    this.samples = samples;
    this.cluster = cluster;
    this.network = network;
    this.hands = new Hands(cluster, network);
    this.moves = new Moves(cluster);
    this.watch = new Watch(cluster);
    this.commands =
        List.of(
            on("after ([0-9]+)s", m -> Wait.out(Duration.ofSeconds(Long.parseLong(m.group(1))))),
            on("after ([0-9]+)ms", m -> Wait.out(Duration.ofMillis(Long.parseLong(m.group(1))))),
            on("kill (.+)", m -> kill(m.group(1))),
            on("stop (.+)", m -> stop(m.group(1))),
            on("start (.+)", m -> start(m.group(1))),
            on("restart (.+)", this::restart),
            on("power off (.+)", m -> hands.powerOff(m.group(1))),
            on("freeze (.+)", m -> hands.freeze(m.group(1))),
            on("thaw (.+)|mend all", _ -> heal()),
            on("cut ([a-z]+) from everyone", m -> cut(m.group(1), hands.everybodyBut(m.group(1)))),
            on("database stops", _ -> kill(LocalCluster.DATABASE)),
            on("database starts", _ -> cluster.startDatabase()),
            on(
                "database unreachable from (.+)",
                m -> cut(m.group(1), List.of(LocalCluster.DATABASE))),
            on("database reachable from (.+)", _ -> heal()),
            on("move tss to ([a-z]+) by [a-z]+", m -> move(m.group(1))),
            on("force tss (on|off)", m -> force(m.group(1).equals("on"))),
            on("maintenance of ([a-z]+) (on|off)", this::maintain));
  }

  private static Command on(String pattern, Act act) {
    return new Command(Pattern.compile(pattern), act);
  }

  /** Starts the servers and the role that the first commands name. */
  static Stage open(Setting setting) throws IOException, InterruptedException, ClusterException {
    Network network = Network.lay();
    LocalCluster cluster =
        LocalCluster.start(
            new Topology(setting.servers(), setting.expansions(), setting.list()), network, WORK);
    try {
      new Watch(cluster).settled();
      Stage stage = new Stage(cluster, network, Samples.begin(cluster));
      if (setting.forced()) {
        stage.force(true);
      }
      return stage;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** Carries a command out. */
  void act(String line) throws IOException, InterruptedException {
    for (Command command : commands) {
      Matcher matcher = command.pattern().matcher(line);
      if (matcher.matches()) {
        command.act().by(matcher.toMatchResult());
        return;
      }
    }
    throw new IOException("real processes do not know: " + line);
  }

  /** What has been decided since the role was created. */
  List<Decision> decisions() throws IOException, InterruptedException {
    return watch
        .history(cluster.servers().stream().filter(cluster::alive).toList())
        .flatMap(event -> Decision.ofHistory(Decided.of(event)).stream())
        .toList()
        .reversed();
  }

  /**
   * Whether this is so: the server, and no other that answers, says that it hosts; and if somebody
   * does, the database holds that fence, and another sample is stored under it.
   */
  boolean shows(Hosting expected) throws IOException, InterruptedException, SQLException {
    Set<String> meant = expected.nobody() ? Set.of() : Set.of(expected.server());
    if (!hosts().equals(meant)) {
      return false;
    }
    return expected.nobody() || stores(expected.fence());
  }

  private boolean stores(long fence) throws SQLException {
    OptionalLong before = cluster.database().samplesUnder(fence);
    return before.isPresent()
        && Wait.until(
            TO_STORE, () -> cluster.database().samplesUnder(fence).orElse(0) > before.getAsLong());
  }

  /** Who hosts, as it is seen now. */
  String hosting() {
    try {
      long fence = cluster.database().fence();
      return "%s say that they host, the database holds fence %d, samples stored under it: %s"
          .formatted(hosts(), fence, cluster.database().samplesUnder(fence));
    } catch (SQLException unknown) {
      return "the database cannot be asked";
    }
  }

  private Set<String> hosts() {
    return cluster.servers().stream()
        .filter(cluster::alive)
        .filter(this::saysThatItHosts)
        .collect(Collectors.toSet());
  }

  /** Who does not answer, because it is frozen or cut off, says nothing. */
  private boolean saysThatItHosts(String server) {
    try {
      return cluster
              .api(server)
              .patient(TO_ANSWER)
              .send("GET", "/health/host/" + Cluster.ROLE, "", "")
              .status()
          == 200;
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Judges the samples; what nobody could fetch while the role had no host is told by the probe.
   */
  void judgeSamples(Verdict verdict) throws IOException, SQLException {
    for (RoleDatabase.Silence silence : cluster.database().probeSilences()) {
      samples.outage(silence.from(), silence.to());
    }
    samples.check(verdict);
  }

  private List<String> named(String names) {
    return names.equals("all") ? cluster.servers() : Arrays.asList(names.split(" "));
  }

  private void kill(String names) throws IOException, InterruptedException {
    hands.kill(named(names).stream());
  }

  private void stop(String names) throws IOException, InterruptedException {
    for (String name : named(names)) {
      hands.stop(name);
    }
  }

  private void start(String names) throws IOException {
    for (String name : named(names)) {
      cluster.start(name);
    }
    for (String name : named(names)) {
      Wait.demand(TO_STAND, "that " + name + " stands by", () -> standsBy(name));
    }
  }

  /** Whether a server, by its own word, is ready to host, or does. */
  private boolean standsBy(String server) throws IOException, InterruptedException {
    return cluster
        .api(server)
        .read(Watch.path(""))
        .path("servers")
        .valueStream()
        .filter(it -> it.path("name").asString("").equals(server))
        .allMatch(it -> !it.path("state").asString("").matches("gone|unreachable|preparing"));
  }

  private void restart(MatchResult match) throws IOException, InterruptedException {
    kill(match.group(1));
    start(match.group(1));
  }

  private void heal() throws IOException, InterruptedException {
    network.mend();
    hands.wake();
  }

  private void cut(String victim, List<String> peers) throws IOException {
    hands.cutFrom(victim, peers);
    hands.cutTo(victim, peers);
  }

  private void move(String server) throws IOException, InterruptedException {
    if (!moves.ask(server)) {
      throw new IOException("the move to " + server + " was refused");
    }
  }

  private void force(boolean on) throws IOException, InterruptedException {
    edit(api -> api.edit(Watch.path(""), "{\"forceHighestPriority\":%s}".formatted(on)));
  }

  private void maintain(MatchResult match) throws IOException, InterruptedException {
    String path = "/api/v1/servers/%s/maintenance".formatted(match.group(1));
    String body = "{\"on\":%s,\"note\":\"\"}".formatted(match.group(2).equals("on"));
    edit(api -> api.send("POST", path, body, ""));
  }

  @FunctionalInterface
  private interface Edit {
    Api.Reply of(Api api) throws IOException, InterruptedException;
  }

  private void edit(Edit edit) throws IOException, InterruptedException {
    String living =
        cluster.servers().stream()
            .filter(cluster::alive)
            .findFirst()
            .orElseThrow(() -> new IOException("no server is left to be asked"));
    Api.Reply reply = edit.of(cluster.api(living));
    if (reply.status() != 200) {
      throw new IOException("refused: " + reply.body());
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
