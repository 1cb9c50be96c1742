package org.greenwave.proving.history;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a server said of the system and of itself at one moment.
 *
 * @param at when its answer came
 * @param server who was asked
 * @param answered whether it answered at all
 * @param version which version of the Directory it knew
 * @param leads whether it believed that it leads the Directory
 * @param hosts whether it believed that it is the role's host and may work
 * @param leader whom it took for the leader
 * @param host whom it took for the host, empty when for nobody
 * @param fence the role's fence
 * @param moving whether it took the role to be on its way to another host
 */
public record Belief(
    Instant at,
    String server,
    boolean answered,
    long version,
    boolean leads,
    boolean hosts,
    String leader,
    String host,
    long fence,
    boolean moving) {

  static Belief silent(Instant at, String server) {
    return new Belief(at, server, false, 0, false, false, "", "", 0, false);
  }

  static Belief of(Instant at, String server, JsonNode health, JsonNode status) {
    JsonNode role = status.path("roles").path(0);
    return new Belief(
        at,
        server,
        true,
        status.path("version").asLong(0),
        health.path("leader").asBoolean(false),
        !health.path("hosts").isEmpty(),
        status.path("directory").path("leader").asString(""),
        role.path("host").asString(""),
        role.path("fence").asLong(0),
        !role.path("state").asString("").equals("hosted"));
  }

  /** Whether it is the same but for the time and the version, which rises with anything. */
  boolean same(Belief other) {
    return as(other.at, other.version).equals(other);
  }

  private Belief as(Instant when, long known) {
    return new Belief(when, server, answered, known, leads, hosts, leader, host, fence, moving);
  }

  /** As a line of a file. */
  String line() {
    return String.join(
        ",",
        List.of(
            at.toString(),
            server,
            answered ? "answered" : "silent",
            leads ? "leads" : "",
            hosts ? "hosts" : "",
            leader,
            host,
            String.valueOf(fence),
            moving ? "moving" : "",
            "version " + version));
  }
}
