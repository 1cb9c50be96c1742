package org.greenwave.proving.start;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.greenwave.app.Program;
import org.greenwave.app.cluster.Child;
import org.greenwave.app.cluster.Cluster;
import org.greenwave.app.cluster.Jvm;
import org.greenwave.app.cluster.Launch;
import org.greenwave.app.cluster.WorkFolder;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;

/** A system of one server without a role, founded anew or started again. */
final class LoneServer implements AutoCloseable {
  private static final String NAME = "alpha";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double KILOBYTES = 1024;

  private final WorkFolder folder;
  private final Cluster processes;
  private final Site site;
  private int founded;

  LoneServer() throws IOException {
    site = LocalCluster.loopback();
    folder = WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "greenwave-trial-");
    processes = new Cluster(folder);
    processes.endWithThisProcess();
  }

  /** Founds a system, and answers how many milliseconds passed until its server was ready. */
  double found() throws IOException {
    founded++;
    return start();
  }

  /** Starts the server again. */
  double start() throws IOException {
    Api api = new Api(URI.create("http://" + site.address(NAME) + ":" + site.port(NAME)));
    Path data = folder.path().resolve(NAME + founded);
    List<String> arguments =
        List.of(
            "--name",
            NAME,
            "--data",
            data.toString(),
            "--port",
            String.valueOf(site.port(NAME)),
            "--database",
            "none",
            "--logins",
            "off",
            "--https",
            "off");
    long began = System.nanoTime();
    processes.start(
        new Launch(
            NAME,
            Jvm.command(Program.SERVER, arguments),
            folder.path().resolve(NAME + ".log"),
            PATIENCE,
            () -> true));
    Wait.demand(PATIENCE, "that the server is ready", () -> api.read("/health/ready").isObject());
    return (System.nanoTime() - began) / 1e6;
  }

  /** Kills the server, and returns once it has ended. */
  void kill() {
    Child server = processes.child(NAME);
    ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
    Wait.demand(PATIENCE, "the server's end", () -> !server.alive());
  }

  /** The memory that it takes, in megabytes. */
  double residentMegabytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(processes.child(NAME).pid()), "status");
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(Double.NaN)
        / KILOBYTES;
  }

  @Override
  public void close() throws IOException {
    processes.close();
    site.close();
    folder.close();
  }
}
