package org.greenwave.proving.security;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.greenwave.app.Program;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.app.cluster.Jvm;
import org.greenwave.app.cluster.Launch;
import org.greenwave.app.cluster.WorkFolder;
import org.greenwave.directory.Directory;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;
import org.greenwave.server.export.ExportException;
import org.greenwave.server.export.Exports;
import org.greenwave.server.trust.Pinned;
import tools.jackson.databind.JsonNode;

/**
 * Three Directory servers as an operator starts them: HTTPS on, logins required, the role on the
 * first one's local PostgreSQL. They listen on an address of loopback that is not the usual one, so
 * that what listens elsewhere is seen.
 */
final class SecureSystem implements AutoCloseable {
  static final List<String> SERVERS = List.of("alpha", "beta", "gamma");
  static final String ADDRESS = "127.0.0.2";
  static final String PASSWORD = "seven green lanes at dusk";
  private static final String FIRST = "alpha";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSPHRASE = "every sensor counts twice";

  /** Values that nobody may be shown. */
  final String community = "community-" + UUID.randomUUID();

  final String webhookSecret = "webhook-" + UUID.randomUUID();

  private final WorkFolder folder;
  private final Site site = LocalCluster.loopback();
  private final org.greenwave.app.cluster.Cluster processes;
  private Visitor admin;

  private SecureSystem() throws IOException, GeneralSecurityException {
    folder = WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "greenwave-trial-");
    processes = new org.greenwave.app.cluster.Cluster(folder);
    processes.endWithThisProcess();
    admin = Visitor.with(Papers.NONE.context(), api(FIRST));
  }

  static SecureSystem start() throws Exception {
    SecureSystem system = new SecureSystem();
    try {
      system.startAll();
      return system;
    } catch (Exception | AssertionError e) {
      system.close();
      throw e;
    }
  }

  private void startAll() throws Exception {
    run(FIRST, List.of());
    admin =
        Visitor.with(
            Pinned.to(Papers.certificate(trust(FIRST, "system-authority.pem"))), api(FIRST));
    Path first = folder(FIRST).resolve("first-login");
    Wait.demand(PATIENCE, "a first login", () -> !Files.readString(first).isBlank());
    String account =
        "{\"name\":\"anna\",\"password\":\"%s\",\"token\":\"%s\"}"
            .formatted(PASSWORD, Files.readString(first).strip());
    admin = admin.as(admin.demanded("/api/v1/first-account", account, "token"));
    for (String name : SERVERS.subList(1, SERVERS.size())) {
      run(
          name,
          List.of("--join", api(FIRST).toString(), "--token", token("{\"kind\":\"directory\"}")));
    }
    createRole();
    admin.demanded(
        "/api/v1/notices/recipients",
        "{\"name\":\"room\",\"webhook\":{\"url\":\"http://127.0.0.1:9/\",\"secret\":\"%s\"}}"
            .formatted(webhookSecret),
        "name");
  }

  private void createRole() throws IOException, InterruptedException {
    String role =
        """
        {"name":"tss","type":"tss","servers":["alpha","beta"],"settings":{"sources":[
        {"id":"probe","kind":"probe","everyMillis":100},
        {"id":"dark","kind":"ntcip1209","community":"%s","timeoutMillis":200,"retries":0,
        "units":[{"name":"dark","address":"127.0.0.1:9"}]}]}}\
        """
            .formatted(community);
    admin.demanded("/api/v1/roles", role, "name");
  }

  private void run(String name, List<String> more) throws IOException, ClusterException {
    processes.awaitReady(processes.start(launch(name, name, more)));
  }

  private Launch launch(String name, String process, List<String> more) {
    List<String> arguments =
        new ArrayList<>(List.of("--name", name, "--data", folder(process).toString()));
    arguments.addAll(List.of("--host", ADDRESS, "--port", String.valueOf(site.port(name))));
    if (!name.equals(FIRST)) {
      arguments.addAll(List.of("--database", "none"));
    }
    arguments.addAll(more);
    return new Launch(
        process, Jvm.command(Program.SERVER, arguments), log(process), PATIENCE, () -> ready(name));
  }

  private boolean ready(String name) {
    try {
      return visitor(name).read("/health").status() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  URI api(String server) {
    return URI.create("https://" + ADDRESS + ":" + port(server));
  }

  int port(String server) {
    return site.port(server);
  }

  Path folder(String server) {
    return folder.path().resolve(server);
  }

  Path trust(String server, String file) {
    return folder(server).resolve("trust").resolve(file);
  }

  Path log(String server) {
    return folder.path().resolve(server + ".log");
  }

  ProcessHandle process(String server) {
    return ProcessHandle.of(processes.child(server).pid()).orElseThrow();
  }

  OptionalInt exitCode(String server) {
    return processes.child(server).exitCode();
  }

  boolean alive(String server) {
    return processes.child(server).alive();
  }

  /** The administrator, at the first server. */
  Visitor admin() {
    return admin;
  }

  /** Somebody without a login who trusts the system, at a server. */
  Visitor visitor(String server) {
    return admin.as("").at(api(server));
  }

  String token(String wish) throws IOException, InterruptedException {
    return admin.demanded("/api/v1/servers/tokens", wish, "token");
  }

  /** The whole record, secrets included, as only an administrator with a passphrase gets it. */
  Directory directory() throws IOException, InterruptedException, ExportException {
    String asked = "{\"passphrase\":\"%s\"}".formatted(PASSPHRASE);
    String text = admin.demanded("/api/v1/directory/export", asked, "export");
    Path file = Files.write(folder.path().resolve("export"), Base64.getDecoder().decode(text));
    return Exports.read(file, PASSPHRASE).directory();
  }

  /**
   * Starts a process that is to join by a name, with a folder of its own, and waits for its end.
   */
  OptionalInt tryToJoin(String name, String process, String token) throws IOException {
    processes.start(
        launch(name, process, List.of("--join", api(FIRST).toString(), "--token", token)));
    Wait.until(PATIENCE, () -> !alive(process));
    return exitCode(process);
  }

  JsonNode role() throws IOException, InterruptedException {
    return admin.read("/api/v1/roles/tss").json();
  }

  long stored() throws IOException, InterruptedException {
    return admin.read("/api/v1/roles/tss/summary").json().path("samplesStored").asLong(0);
  }

  /** Copies the folder of a server as a thief would. */
  Path stolen(String server) throws IOException {
    Path to = folder(server + "-stolen");
    Path from = folder(server);
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }

  /** What each server's process has said. */
  Map<String, Path> logs() {
    return Map.of("alpha", log("alpha"), "beta", log("beta"), "gamma", log("gamma"));
  }

  @Override
  public void close() {
    processes.close();
    site.close();
    try {
      Path kept = Files.createDirectories(Path.of("proving/target/logs"));
      try (Stream<Path> files = Files.list(folder.path())) {
        for (Path log : files.filter(it -> it.toString().endsWith(".log")).toList()) {
          Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      folder.close();
    } catch (IOException e) {
      throw new IllegalStateException("the folder of the trial stays: " + e.getMessage(), e);
    }
  }
}
