package org.greenwave.server.metrics;

/**
 * Everything that a server measures, by the name under which monitoring systems know it. Names are
 * kept for ever: alerts that nobody looks at depend on them. OPERATING.md tells of each.
 */
public enum Metric {
  SERVER(Kind.INFO, "greenwave_server_info", "What this server is, told by the labels; always 1"),
  LEADING(Kind.GAUGE, "greenwave_directory_leading", "Whether this server leads the Directory"),
  LEADER(Kind.GAUGE, "greenwave_directory_leader", "Who leads, told by the label; always 1"),
  LEADER_HEARD(
      Kind.GAUGE,
      "greenwave_directory_leader_heard",
      "Whether this server has heard a leader within its lease"),
  TERM(Kind.GAUGE, "greenwave_directory_term", "The term of the Directory's log"),
  VERSION(
      Kind.GAUGE,
      "greenwave_directory_version",
      "The version of the Directory that this server has seen"),
  FINDINGS(Kind.GAUGE, "greenwave_findings", "How many findings the status shows"),
  HOSTED(Kind.GAUGE, "greenwave_role_hosted", "Whether this server hosts the role now"),
  FENCE(Kind.GAUGE, "greenwave_role_fence", "The fence of the role's latest grant"),
  STATE(Kind.GAUGE, "greenwave_role_state", "1 for the state that the role is in, else 0"),
  STANDBYS(
      Kind.GAUGE,
      "greenwave_role_usable_standbys",
      "How many servers but the host could take the role over now"),
  TAKEOVERS(
      Kind.GAUGE,
      "greenwave_role_takeovers",
      "How often the role was granted to a server, in the kept history"),
  STEPS(Kind.COUNTER, "greenwave_role_steps_total", "Steps of work that the role has done here"),
  COMMITTED(
      Kind.COUNTER,
      "greenwave_role_committed_total",
      "Transactions that the role has committed here since it was activated"),
  WAITING(
      Kind.GAUGE,
      "greenwave_role_waiting_for_database",
      "Whether the role's samples wait here for its database"),
  LEASE_LEFT(
      Kind.GAUGE, "greenwave_lease_left_seconds", "For how long this server may act unheard"),
  LEASE_LEAST_LEFT(
      Kind.GAUGE,
      "greenwave_lease_least_left_ratio",
      "The least share of a lease left at a renewal in the last one to two minutes"),
  BEAT_LATENESS(
      Kind.GAUGE,
      "greenwave_beat_lateness_seconds",
      "The most by which one of the latest 64 beats was late"),
  NOTICES_SENT(
      Kind.COUNTER, "greenwave_notices_sent_total", "Notices that this server has delivered"),
  NOTICES_FAILED(
      Kind.COUNTER,
      "greenwave_notices_failed_total",
      "Attempts of this server to deliver a notice that came to nothing"),
  CONNECTIONS(Kind.GAUGE, "greenwave_connections_open", "HTTP connections that are open"),
  HEAP_USED(Kind.GAUGE, "greenwave_heap_used_bytes", "Memory used in the Java heap"),
  HEAP_MOST(Kind.GAUGE, "greenwave_heap_max_bytes", "Memory that the Java heap may grow to"),
  CPU(Kind.COUNTER, "greenwave_cpu_seconds_total", "Processor time that the process has used"),
  UPTIME(Kind.GAUGE, "greenwave_uptime_seconds", "For how long the server has been answering"),
  DISK_FREE(
      Kind.GAUGE,
      "greenwave_data_free_bytes",
      "Space left for this server on the disk of its data folder"),
  DISK_SIZE(Kind.GAUGE, "greenwave_data_disk_bytes", "Size of the disk of the data folder");

  /** What its values are like. */
  enum Kind {
    /** Rises and falls. */
    GAUGE,
    /** Only rises while the process lives. */
    COUNTER,
    /** Always 1; the labels tell. */
    INFO
  }

  private final Kind kind;
  private final String key;
  private final String meaning;

  Metric(Kind kind, String key, String meaning) {
    this.kind = kind;
    this.key = key;
    this.meaning = meaning;
  }

  Kind kind() {
    return kind;
  }

  /** The name as it is served. */
  public String key() {
    return key;
  }

  /** The name without the ending that its kind has. */
  String stem() {
    return switch (kind) {
      case GAUGE -> key;
      case COUNTER -> key.substring(0, key.length() - "_total".length());
      case INFO -> key.substring(0, key.length() - "_info".length());
    };
  }

  String meaning() {
    return meaning;
  }
}
