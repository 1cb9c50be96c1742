package org.greenwave.proving.plugins;

import java.io.IOException;
import java.util.List;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.plugins.unruly.Kind;
import org.greenwave.proving.plugins.unruly.Mischief;

/** What a person gets who saves settings of the unruly role, or asks it something. */
final class Asked {
  private static final int LONGEST = 700;
  private static final int SERVER_FAILED = 500;
  private static final int REFUSED = 422;

  private final LocalCluster cluster;
  private final Verdict verdict;

  Asked(LocalCluster cluster, Verdict verdict) {
    this.cluster = cluster;
    this.verdict = verdict;
  }

  /** Settings that the plug-in does wrong to check are not saved. */
  void saved(List<Kind> kinds) throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "saved").create();
    for (Kind kind : kinds) {
      Mischief mischief = new Mischief("check", kind, "all");
      Api.Reply reply = role.edit(mischief);
      int expected = kind == Kind.GARBAGE ? REFUSED : SERVER_FAILED;
      told(mischief, reply, expected);
      verdict.check(
          role.seen().path("settings").isEmpty(), mischief.title() + ": nothing was saved");
    }
    verdict.check(role.recovers(), "saved: other settings are taken");
    role.delete();
  }

  /** A role that does not answer, or with nonsense, is answered for. */
  void answered(List<Kind> kinds) throws IOException, InterruptedException {
    Unruly role = new Unruly(cluster, "answered").create();
    role.recovers();
    for (Kind kind : kinds) {
      Mischief mischief = new Mischief("answer", kind, "all");
      role.edit(mischief);
      told(mischief, role.ask(), SERVER_FAILED);
      verdict.check(!role.host().isEmpty(), mischief.title() + ": still hosted");
    }
    Mischief body = new Mischief("body", Kind.THROWS, "all");
    role.edit(body);
    told(body, role.ask(), SERVER_FAILED);
    verdict.check(role.recovers(), "answered: it answers after its settings were mended");
    role.delete();
  }

  private void told(Mischief mischief, Api.Reply reply, int expected) {
    String detail = reply.body().path("detail").asString("");
    boolean sound =
        (detail.endsWith(".") || detail.endsWith("…"))
            && detail.length() < LONGEST
            && !detail.contains("java.lang");
    verdict.check(
        reply.status() == expected && sound,
        "%s: %d: %s"
            .formatted(
                mischief.title(),
                reply.status(),
                detail.substring(0, Math.min(200, detail.length()))));
  }
}
