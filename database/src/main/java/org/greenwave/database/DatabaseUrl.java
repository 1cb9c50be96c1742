package org.greenwave.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a role database is: one host, or several hosts of one replicated database.
 *
 * <p>Only parameters that choose a host or secure the line are taken. The others are ours (schema,
 * timeouts, application name), or dangerous: the driver makes objects of any class that parameters
 * such as {@code socketFactory} name, and a URL may come from anybody who may edit a role.
 *
 * @param text the JDBC URL, without user and password
 * @param hosts the hosts in the order written
 */
public record DatabaseUrl(String text, List<Host> hosts) {
  private static final int DEFAULT_PORT = 5432;
  private static final int MOST_HOSTS = 10;
  private static final int LONGEST = 1_000;
  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql://([^/?]+)/([A-Za-z0-9_.-]+)(?:\\?(.*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9_.-]+)(?::([0-9]{1,5}))?");
  private static final Set<String> TAKEN =
      Set.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "sslNegotiation",
          "channelBinding",
          "targetServerType",
          "loadBalanceHosts",
          "hostRecheckSeconds");

  /** One host of a URL. */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  public DatabaseUrl {
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with it
   */
  public static DatabaseUrl of(String text) {
    Matcher matcher = URL.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new IllegalArgumentException(
          "The database URL must look like jdbc:postgresql://host:5432/name.");
    }
    if (matcher.group(3) != null) {
      checkParameters(matcher.group(3));
    }
    return new DatabaseUrl(text, hosts(matcher.group(1)));
  }

  /** The hosts for a sentence: {@code db1:5432 or db2:5432}. */
  String spoken() {
    return String.join(" or ", hosts.stream().map(Host::toString).toList());
  }

  private static void checkParameters(String parameters) {
    for (String parameter : parameters.split("&")) {
      String name = parameter.replaceFirst("=.*", "");
      if (!TAKEN.contains(name)) {
        throw new IllegalArgumentException(
            "The database URL may not set '%s'; it may set %s."
                .formatted(name, String.join(", ", TAKEN.stream().sorted().toList())));
      }
    }
  }

  private static List<Host> hosts(String written) {
    List<Host> hosts = new ArrayList<>();
    for (String part : written.split(",")) {
      Matcher matcher = HOST.matcher(part);
      if (!matcher.matches() || hosts.size() == MOST_HOSTS) {
        throw new IllegalArgumentException("The database URL names no sound host: " + part);
      }
      String port = matcher.group(2);
      hosts.add(new Host(matcher.group(1), port == null ? DEFAULT_PORT : Integer.parseInt(port)));
    }
    return hosts;
  }
}
