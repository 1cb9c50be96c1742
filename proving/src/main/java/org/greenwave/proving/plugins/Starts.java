package org.greenwave.proving.plugins;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.plugins.unruly.Kind;
import org.greenwave.proving.plugins.unruly.Mischief;

/** A server starts with a plug-in that cannot even say what it is. */
final class Starts {
  private static final Duration STARTS = Duration.ofSeconds(40);

  private final LocalCluster cluster;
  private final UnrulySite site;
  private final Verdict verdict;

  Starts(LocalCluster cluster, UnrulySite site, Verdict verdict) {
    this.cluster = cluster;
    this.site = site;
    this.verdict = verdict;
  }

  /** The last server of the list is started with each of these; the role can go on without it. */
  void run(List<Mischief> all) throws IOException, InterruptedException {
    String server = Unruly.LIST.getLast();
    Unruly role = new Unruly(cluster, "started").create();
    for (Mischief mischief : all) {
      site.tell(server, mischief);
      restart(server);
      verdict.check(
          Wait.until(STARTS, () -> refused(server).contains("start the server again")),
          "%s: the server runs and says: %s".formatted(title(mischief), brief(refused(server))));
      verdict.check(
          Wait.until(STARTS, () -> role.text().contains("has no plug-in")),
          title(mischief) + ": " + brief(place(role, server)));
    }
    site.tell(server, Mischief.NONE);
    restart(server);
    verdict.check(
        Wait.until(STARTS, () -> refused(server).isEmpty() && place(role, server).contains("told")),
        server + " has the plug-in again: " + brief(place(role, server)));
    prepared(role, server);
    role.delete();
  }

  /** The plug-in says what it is, and makes no role. */
  private void prepared(Unruly role, String server) throws IOException, InterruptedException {
    for (Kind kind : List.of(Kind.THROWS, Kind.NOTHING)) {
      Mischief mischief = new Mischief("prepare", kind, "all");
      site.tell(server, mischief);
      role.reload(Mischief.NONE);
      verdict.check(
          Wait.until(STARTS, () -> place(role, server).contains("could not be loaded")),
          title(mischief) + ": " + brief(place(role, server)));
      site.tell(server, Mischief.NONE);
      verdict.check(
          Wait.until(STARTS, () -> place(role, server).contains("told")),
          title(mischief) + ": loaded without being asked once the plug-in is mended");
    }
  }

  private void restart(String server) throws IOException, InterruptedException {
    ProcessHandle before = cluster.process(server);
    Signals.kill(before);
    Wait.until(STARTS, () -> cluster.process(server).pid() != before.pid());
    Wait.until(STARTS, () -> cluster.api(server).read("/health").path("alive").asBoolean(false));
  }

  private String refused(String server) throws IOException, InterruptedException {
    return cluster.api(server).read("/api/v1/role-types").path("refused").path(0).asString("");
  }

  private static String place(Unruly role, String server) throws IOException, InterruptedException {
    return role.seen()
        .path("servers")
        .valueStream()
        .filter(it -> it.path("name").asString("").equals(server))
        .map(it -> it.path("sentence").asString(""))
        .findFirst()
        .orElse("");
  }

  private static String title(Mischief mischief) {
    return mischief.title();
  }

  private static String brief(String text) {
    return text.substring(0, Math.min(260, text.length()));
  }
}
