package org.greenwave.proving.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.greenwave.app.Program;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.app.cluster.Jvm;
import org.greenwave.app.cluster.Launch;
import org.greenwave.app.cluster.WorkFolder;
import org.greenwave.proving.Wait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster of processes on this machine, on loopback or on another {@link Site}. What a trial
 * kills stays dead until the trial starts it again. The logs are kept in {@code
 * proving/target/logs} when the rest is deleted.
 */
public final class LocalCluster implements Cluster {
  /** The servers, in the order of the role's list. */
  public static final List<String> SERVERS = List.of("alpha", "beta", "gamma");

  /** A server that may join later, where the site has a place for it. */
  public static final String NEWCOMER = "delta";

  /** The keeper of the role database. */
  public static final String DATABASE = "database";

  /** The simulated field. */
  public static final String FIELD = "field";

  private static final String USER = "greenwave";
  private static final int UNITS = 30;
  private static final Work WORK = new Work(5, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TO_END = Duration.ofSeconds(10);
  private static final Path LOGS = Path.of("proving/target/logs");

  private final Topology topology;
  private final WorkFolder folder;
  private final Site site;
  private final Work work;
  private final String password = UUID.randomUUID().toString();
  private final org.greenwave.app.cluster.Cluster processes;
  private final Map<String, Launch> launches = new ConcurrentHashMap<>();
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  private LocalCluster(Topology topology, WorkFolder folder, Site site, Work work) {
    this.topology = topology;
    this.folder = folder;
    this.site = site;
    this.work = work;
    this.processes = new org.greenwave.app.cluster.Cluster(folder);
    processes.endWithThisProcess();
    away.add(NEWCOMER);
  }

  /**
   * What the role has to do.
   *
   * @param periodSeconds how often the field's units measure; they hold four periods
   * @param probeMillis how often a probe has a sample besides, 0 for none
   */
  public record Work(int periodSeconds, int probeMillis) {}

  /** Starts everything, and creates the role on all servers with the field as its data source. */
  public static LocalCluster start() throws IOException, InterruptedException, ClusterException {
    return start(Topology.ALIKE);
  }

  /** Starts everything, and creates the role with the field as its data source. */
  public static LocalCluster start(Topology topology)
      throws IOException, InterruptedException, ClusterException {
    return start(topology, Ports.free(UNITS), WORK);
  }

  /** Ports of loopback that nobody uses. */
  public static Site loopback() throws IOException {
    return Ports.free(UNITS);
  }

  /**
   * Starts everything likewise on a site, which is taken away with the cluster.
   *
   * @param work what the role has to do
   */
  public static LocalCluster start(Site site, Work work)
      throws IOException, InterruptedException, ClusterException {
    return start(Topology.ALIKE, site, work);
  }

  /** Starts everything likewise on a site, with servers of one's own choice. */
  public static LocalCluster start(Topology topology, Site site, Work work)
      throws IOException, InterruptedException, ClusterException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    LocalCluster cluster =
        new LocalCluster(topology, WorkFolder.create(temporary, "greenwave-trial-"), site, work);
    try {
      cluster.startAll();
      return cluster;
    } catch (IOException | ClusterException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void startAll() throws IOException, InterruptedException, ClusterException {
    Path secret = Files.writeString(path("database.password"), password);
    Program keeper = Program.DATABASE;
    run(
        launch(
            DATABASE,
            keeper,
            List.of(
                "--folder", path(DATABASE).toString(),
                "--listen", site.address(DATABASE),
                "--port", String.valueOf(site.port(DATABASE)),
                "--password-file", secret.toString()),
            () -> database().answers()));
    run(launch(FIELD, Program.FIELD, fieldArguments(), () -> Files.exists(fieldSettings())));
    run(server(topology.founder(), List.of()));
    for (String name : topology.servers()) {
      if (!name.equals(topology.founder())) {
        run(server(name, joining(topology.kind(name))));
      }
    }
    createRole();
  }

  private List<String> fieldArguments() {
    return List.of(
        "--units", String.valueOf(UNITS),
        "--host", site.address(FIELD),
        "--base-port", String.valueOf(site.port(FIELD)),
        "--period", String.valueOf(work.periodSeconds()),
        "--time-lapse", "60",
        "--journal", journal().toString(),
        "--settings", fieldSettings().toString());
  }

  private List<String> joining(String kind) throws IOException, InterruptedException {
    Api first = api(topology.founder());
    Wait.demand(
        Duration.ofSeconds(60),
        "that the first server leads",
        () ->
            !first.read("/api/v1/status").path("directory").path("leader").asString("").isEmpty());
    Api.Reply token =
        first.send("POST", "/api/v1/servers/tokens", "{\"kind\":\"%s\"}".formatted(kind), "");
    return List.of(
        "--join", first.address().toString(),
        "--token", token.body().path("token").asString(""),
        "--kind", kind);
  }

  private Launch server(String name, List<String> more) {
    return server(name, path(name).toString(), more);
  }

  private Launch server(String name, String data, List<String> more) {
    return server(name, name, data, more);
  }

  private Launch server(String place, String name, String data, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--name",
                name,
                "--data",
                data,
                "--host",
                site.address(place),
                "--port",
                String.valueOf(site.port(place)),
                "--database",
                "none",
                "--logins",
                "off",
                "--https",
                "off"));
    arguments.addAll(more);
    return launch(place, Program.SERVER, arguments, () -> healthy(api(place)));
  }

  private void createRole() throws IOException, InterruptedException {
    JsonMapper json = JsonMapper.shared();
    ObjectNode role = json.createObjectNode().put("name", ROLE).put("type", ROLE);
    topology.list().forEach(role.putArray("servers")::add);
    role.putObject("database")
        .put("url", database().url())
        .put("user", USER)
        .put("password", password);
    JsonNode field = json.readTree(Files.readAllBytes(fieldSettings()));
    ArrayNode sources = role.putObject("settings").putArray("sources").add(field);
    if (work.probeMillis() > 0) {
      sources
          .addObject()
          .put("id", "probe")
          .put("kind", "probe")
          .put("everyMillis", work.probeMillis());
    }
    Api.Reply reply = api(topology.founder()).send("POST", "/api/v1/roles", role.toString(), "");
    if (reply.status() != 201) {
      throw new IOException("creating the role answered " + reply.status() + ": " + reply.body());
    }
  }

  private void run(Launch launch) throws IOException, ClusterException {
    launches.put(launch.name(), launch);
    processes.awaitReady(processes.start(launch));
  }

  private Launch launch(
      String name, Program program, List<String> arguments, Launch.Readiness ready) {
    return new Launch(
        name,
        site.inside(name, Jvm.command(program, arguments)),
        path(name + ".log"),
        PATIENCE,
        ready);
  }

  private Path path(String name) {
    return folder.path().resolve(name);
  }

  private Path fieldSettings() {
    return path("field.json");
  }

  private static boolean healthy(Api api) {
    try {
      return api.read("/health").path("alive").asBoolean(false);
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public List<String> servers() {
    return Stream.concat(topology.servers().stream(), Stream.of(NEWCOMER))
        .filter(it -> !away.contains(it))
        .toList();
  }

  /** From now on a server is none of the system's: it is lost, or is to go. */
  public void without(String server) {
    away.add(server);
  }

  /** From now on a server is one of the system's again, or for the first time. */
  public void with(String server) {
    away.remove(server);
  }

  /** Every server that was ever started, also those that are none of the system's. */
  public List<String> begun() {
    return launches.keySet().stream()
        .filter(it -> !it.equals(DATABASE) && !it.equals(FIELD))
        .toList();
  }

  @Override
  public Api api(String server) {
    return new Api(URI.create("http://" + site.address(server) + ":" + site.port(server)));
  }

  @Override
  public ProcessHandle process(String server) {
    return ProcessHandle.of(processes.child(server).pid()).orElseThrow();
  }

  /** Whether a process has not ended; a frozen one has not. */
  public boolean alive(String name) {
    return processes.child(name).alive();
  }

  /** The code that a process ended with; empty while it is alive. */
  public OptionalInt exitCode(String name) {
    return processes.child(name).exitCode();
  }

  @Override
  public ProcessHandle databaseProcess() {
    return process(DATABASE);
  }

  @Override
  public void start(String server) throws IOException {
    start(server, command -> command);
  }

  /** Starts a server that is gone, with the data that it has, by another command than at first. */
  public void start(String server, UnaryOperator<List<String>> command) throws IOException {
    Wait.demand(TO_END, "the end of " + server, () -> !processes.child(server).alive());
    Launch first = Objects.requireNonNull(launches.get(server));
    processes.start(
        new Launch(
            first.name(),
            command.apply(first.command()),
            first.log(),
            first.patience(),
            first.ready()));
  }

  /** Starts a server that is gone with a folder of one's own choice, and with more keys. */
  public void startIn(String server, String data, List<String> more)
      throws IOException, ClusterException {
    Wait.demand(TO_END, "the end of " + server, () -> !processes.child(server).alive());
    run(server(server, data, more));
  }

  /**
   * Starts a server that is gone, and waits for nothing.
   *
   * @param place the machine on which it starts
   * @param name the server's name
   * @param data its folder
   * @param more more keys
   */
  public void begin(String place, String name, Path data, List<String> more) throws IOException {
    Launch launch = server(place, name, data.toString(), more);
    launches.put(place, launch);
    processes.start(launch);
  }

  /** Where a server keeps everything; or, by another name, a place beside that. */
  public Path folder(String name) {
    return path(name);
  }

  @Override
  public void startDatabase() throws IOException {
    start(DATABASE);
    Wait.demand(PATIENCE, "an answer of the database", () -> database().answers());
  }

  @Override
  public RoleDatabase database() {
    String url =
        "jdbc:postgresql://%s:%d/greenwave".formatted(site.address(DATABASE), site.port(DATABASE));
    return new RoleDatabase(url, USER, password);
  }

  /** What a process has said. */
  public Path log(String process) {
    return path(process + ".log");
  }

  /** How long the field's units measure. */
  public long periodMillis() {
    return Duration.ofSeconds(work.periodSeconds()).toMillis();
  }

  /** The field's own record of what it measured. */
  public Path journal() {
    return path("journal.csv");
  }

  @Override
  public void close() {
    processes.close();
    site.close();
    try {
      keepLogs(LOGS);
      folder.close();
    } catch (IOException e) {
      throw new IllegalStateException("the folder of the trial stays: " + e.getMessage(), e);
    }
  }

  /** Copies what every process has said. */
  public void keepLogs(Path to) throws IOException {
    KeptLogs.copy(folder.path(), to);
  }
}
