package org.greenwave.proving.plugins;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.plugins.unruly.Kind;
import org.greenwave.proving.plugins.unruly.Mischief;
import tools.jackson.databind.JsonNode;

/** Roles that cost servers their processes: these come back, and the Directory stays. */
final class Endings {
  private static final int ROLE_HANGS = 71;
  private static final int OUT_OF_MEMORY = 3;
  private static final Duration HAPPENS = Duration.ofSeconds(90);
  private static final Duration BACK = Duration.ofSeconds(40);
  private static final Duration STAYS = Duration.ofSeconds(6);

  private final LocalCluster cluster;
  private final Restarts restarts;
  private final Verdict verdict;

  Endings(LocalCluster cluster, Restarts restarts, Verdict verdict) {
    this.cluster = cluster;
    this.restarts = restarts;
    this.verdict = verdict;
  }

  /** A start that never returns, on all servers, and all of rule 8 with it. */
  void stays() throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "stays").create();
    role.recovers();
    int before = restarts.endings().size();
    Mischief mischief = new Mischief("activate", Kind.STAYS, "all");
    role.reload(mischief);
    // Mended after the first, or the first would end again: the second hangs by then.
    Wait.until(HAPPENS, () -> !codes(before).isEmpty());
    role.edit(Mischief.NONE);
    boolean ended = Wait.until(HAPPENS, () -> codes(before).size() >= 2);
    verdict.check(
        ended && codes(before).stream().allMatch(code -> code == ROLE_HANGS),
        mischief.title() + ": servers were ended with " + codes(before));
    verdict.check(
        Wait.until(BACK, () -> heldBack(role)), "stays is held back, and it is told: " + finding());
    verdict.check(
        Wait.until(HAPPENS, () -> !role.host().isEmpty() && allUp() && bothFit(role)),
        "with all servers up it is hosted by %s once its settings are mended"
            .formatted(role.host()));
    reset(role);
    role.delete();
  }

  /** With one Directory server lost, it waits for a person, who resets it. */
  private void reset(Unruly role) throws IOException, InterruptedException {
    String host = role.host();
    restarts.pause(true);
    Signals.kill(cluster.process(host));
    verdict.check(
        Wait.until(BACK, () -> role.text().contains("would lose its majority")),
        "with %s killed: %s".formatted(host, role.text()));
    verdict.check(
        Wait.throughout(STAYS, () -> role.host().isEmpty()),
        "nobody hosts it while a person has not reset it");
    verdict.check(
        command("role", "reset", role.name()) == 0, "greenwave role reset " + role.name());
    verdict.check(
        Wait.until(BACK, () -> !role.host().isEmpty()),
        "it is hosted by %s after the reset".formatted(role.host()));
    restarts.pause(false);
    verdict.check(Wait.until(BACK, this::allUp), host + " is back");
  }

  /** Changed settings that hang on all servers at once end one server at most. */
  void changed() throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "changed").create();
    role.recovers();
    int before = restarts.endings().size();
    Mischief mischief = new Mischief("reconfigure", Kind.STAYS, "all");
    role.edit(mischief);
    verdict.check(
        Wait.until(BACK, () -> role.host().equals(Unruly.LIST.getLast())),
        mischief.title() + ": it moves on: " + role.text());
    Wait.until(Duration.ofSeconds(35), () -> !codes(before).isEmpty());
    Wait.out(STAYS);
    verdict.check(
        codes(before).size() <= 1, mischief.title() + ": servers were ended with " + codes(before));
    verdict.check(role.recovers() && Wait.until(BACK, this::allUp), "it recovers");
    role.delete();
  }

  /** A stop that never returns when it is moved. */
  void released() throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "released").create();
    role.recovers();
    String first = role.host();
    Mischief mischief = new Mischief("release", Kind.STAYS, first);
    role.edit(mischief);
    int before = restarts.endings().size();
    String other =
        Unruly.LIST.stream().filter(server -> !server.equals(first)).findFirst().orElseThrow();
    role.move(other);
    verdict.check(
        Wait.until(BACK, () -> role.host().equals(other)),
        mischief.title() + ": it moves all the same: " + role.text());
    verdict.check(
        Wait.until(HAPPENS, () -> codes(before).contains(ROLE_HANGS)),
        mischief.title() + ": servers were ended with " + codes(before));
    verdict.check(Wait.until(BACK, this::allUp) && role.recovers(), "it recovers");
    role.delete();
  }

  /** An unloading that never returns costs no server. */
  void closed() throws IOException, InterruptedException {
    for (Kind kind : List.of(Kind.ERRS, Kind.STAYS)) {
      Unruly role = new Unruly(cluster, "closed").create();
      role.recovers();
      int before = restarts.endings().size();
      Mischief mischief = new Mischief("close", kind, "all");
      role.edit(mischief);
      Wait.out(Duration.ofSeconds(1));
      role.active(false);
      Wait.out(Duration.ofSeconds(kind == Kind.STAYS ? 13 : 2));
      verdict.check(
          role.recovers() && codes(before).isEmpty(),
          mischief.title() + ": loaded anew when it is activated, no server was ended");
      role.delete();
    }
  }

  /** A start that takes all memory ends one server after the other, never the majority. */
  void eats() throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "eats").create();
    role.recovers();
    int before = restarts.endings().size();
    Mischief mischief = new Mischief("activate", Kind.EATS, "all");
    role.reload(mischief);
    verdict.check(
        Wait.until(HAPPENS, () -> codes(before).size() >= 2 && heldBack(role)),
        "%s: servers were ended with %s; held back: %s"
            .formatted(mischief.title(), codes(before), finding()));
    verdict.check(
        codes(before).stream().allMatch(code -> code == OUT_OF_MEMORY),
        "each ended for lack of memory");
    verdict.check(role.recovers() && Wait.until(BACK, this::allUp), "it recovers");
    verdict.check(command("role", "reset", role.name()) == 0, "greenwave role reset eats");
    role.delete();
  }

  /** A role that ends its server each time that it is made ready is left alone for a while. */
  void eatsAtOnce() throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "starves").create();
    role.recovers();
    int before = restarts.endings().size();
    Mischief mischief = new Mischief("standby", Kind.EATS, Unruly.LIST.getFirst());
    role.reload(mischief);
    verdict.check(
        Wait.until(HAPPENS, () -> role.text().contains("times in a row while the role was made")),
        "%s: ended with %s: %s".formatted(mischief.title(), codes(before), role.text()));
    verdict.check(role.recovers() && Wait.until(BACK, () -> bothFit(role)), "it recovers");
    role.delete();
  }

  private List<Integer> codes(int from) {
    List<Restarts.Ending> all = restarts.endings();
    return all.subList(from, all.size()).stream().map(Restarts.Ending::code).toList();
  }

  private static boolean heldBack(Unruly role) throws IOException, InterruptedException {
    return role.seen().path("guard").path("heldBack").asBoolean(false);
  }

  private static boolean bothFit(Unruly role) throws IOException, InterruptedException {
    return role.seen()
        .path("servers")
        .valueStream()
        .allMatch(it -> it.path("host").asBoolean() || it.path("state").asString().equals("warm"));
  }

  private boolean allUp() throws IOException, InterruptedException {
    for (JsonNode server : api("/api/v1/status").path("servers")) {
      if (!server.path("state").asString("").equals("online")) {
        return false;
      }
    }
    return true;
  }

  private String finding() throws IOException, InterruptedException {
    return api("/api/v1/status")
        .path("findings")
        .valueStream()
        .filter(it -> it.path("sentence").asString("").contains("kept from the last"))
        .map(it -> it.path("sentence").asString("") + " " + it.path("advice").asString(""))
        .findFirst()
        .orElse("nothing");
  }

  private JsonNode api(String path) throws IOException, InterruptedException {
    return cluster.api(cluster.servers().getFirst()).read(path);
  }

  /** Runs the command line. */
  private int command(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.greenwave.app.Greenwave");
    command.addAll(List.of(words));
    command.addAll(
        List.of("--server", cluster.api(cluster.servers().getFirst()).address().toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }
}
