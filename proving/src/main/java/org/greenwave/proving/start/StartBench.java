package org.greenwave.proving.start;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.figures.Figures;

/**
 * How long servers take to start. A promise that is missed is said, and is no failing: machines
 * differ. A server that does not become ready is one.
 */
public final class StartBench implements Trial {
  private static final int USUAL = 10;
  private static final int BRIEF = 2;
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String claim() {
    return "How long servers take to start, alone and three at once, beside a bare JVM.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    int count =
        options.value("count").map(Integer::parseInt).orElse(options.brief() ? BRIEF : USUAL);
    Figures floor = BareAnswer.measure(count);
    verdict.tell(Figures.head());
    verdict.tell(floor.line("bare JVM, port open", "the floor"));
    alone(count, verdict);
    together(count, verdict);
    verdict.check(true, "%d starts, each came to its end".formatted(count * 5));
  }

  private static void alone(int count, Verdict verdict) throws IOException {
    List<Double> founded = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    try (LoneServer server = new LoneServer()) {
      for (int at = 0; at < count; at++) {
        founded.add(server.found());
        server.kill();
        again.add(server.start());
        server.kill();
      }
      verdict.tell(new Figures(founded).line("a new system of one, ready", "2000"));
      verdict.tell(new Figures(again).line("the same started again, ready", "2000"));
      server.start();
      Wait.out(IDLE);
      verdict.tell("idle memory %.0f MB (promise 280)".formatted(server.residentMegabytes()));
    }
  }

  /** All servers of a system with a role die and are started at once. */
  private static void together(int count, Verdict verdict)
      throws IOException, InterruptedException, ClusterException {
    List<Double> ready = new ArrayList<>();
    List<Double> hosted = new ArrayList<>();
    try (LocalCluster cluster = LocalCluster.start()) {
      for (int at = 0; at < count; at++) {
        awaitHosted(cluster);
        for (String name : cluster.servers()) {
          cluster.process(name).destroyForcibly();
        }
        long began = System.nanoTime();
        for (String name : cluster.servers()) {
          cluster.start(name);
        }
        Wait.demand(PATIENCE, "that all are ready", () -> allReady(cluster));
        ready.add((System.nanoTime() - began) / 1e6);
        awaitHosted(cluster);
        hosted.add((System.nanoTime() - began) / 1e6);
      }
    }
    verdict.tell(new Figures(ready).line("three at once, all ready", "5000"));
    verdict.tell(new Figures(hosted).line("three at once, role hosted", ""));
  }

  private static boolean allReady(LocalCluster cluster) throws IOException, InterruptedException {
    for (String name : cluster.servers()) {
      if (!cluster.api(name).read("/health/ready").isObject()) {
        return false;
      }
    }
    return true;
  }

  private static void awaitHosted(LocalCluster cluster) {
    Wait.demand(
        PATIENCE,
        "that the role is hosted",
        () -> cluster.servers().stream().anyMatch(name -> hosts(cluster, name)));
  }

  private static boolean hosts(LocalCluster cluster, String name) {
    try {
      return cluster.api(name).read("/health/host/" + LocalCluster.ROLE).isObject();
    } catch (IOException not) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
