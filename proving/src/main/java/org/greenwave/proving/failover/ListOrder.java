package org.greenwave.proving.failover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Watch;

/**
 * The order of the role's list, which decides who is next and so what is measured. A leader grants
 * itself the role by no message, and no kill of another ends its process, so it is host in it again
 * and again. Of two others that are killed in turn, the next was started after the takeover before
 * this one: it is host for the first time, as a standby is that has waited for months, but only
 * seconds after its start.
 */
final class ListOrder {
  private final Api api;
  private List<String> now;

  /**
   * @param api of a server that answers whenever an order is asked for
   * @param now the list as it was set up
   */
  ListOrder(Api api, List<String> now) {
    this.api = api;
    this.now = List.copyOf(now);
  }

  /** Puts the leader at the head of the list, or at its end. */
  void put(String leader, boolean first) throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>(now);
    wanted.remove(leader);
    wanted.add(first ? 0 : wanted.size(), leader);
    if (!wanted.equals(now)) {
      String json =
          wanted.stream().collect(Collectors.joining("\",\"", "{\"servers\":[\"", "\"]}"));
      Api.Reply reply = api.edit(Watch.path(""), json);
      if (reply.status() != 200) {
        throw new IOException("the list was not changed: " + reply.body());
      }
      now = List.copyOf(wanted);
    }
  }
}
