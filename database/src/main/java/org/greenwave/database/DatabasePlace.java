package org.greenwave.database;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a role database stands, for the preflight checklist. A database on a server of the role's
 * own list dies with that server, and then the failover has nothing to fail over to: the most
 * common mistake in such systems, and one that shows only on the day of the failure.
 */
public final class DatabasePlace {
  private DatabasePlace() {}

  /**
   * A database host that is also a server of the role's list.
   *
   * @param server that server
   * @param sentence what it means and what to do
   */
  public record Finding(String server, String sentence) {}

  /**
   * Compares the resolved addresses; may block on name resolution.
   *
   * @param self the name of the server that asks; loopback addresses of the URL mean it
   * @param servers the address of each server of the list, by name
   */
  public static List<Finding> findings(DatabaseUrl url, String self, Map<String, String> servers) {
    List<Finding> findings = new ArrayList<>();
    for (DatabaseUrl.Host host : url.hosts()) {
      Set<InetAddress> database = addresses(host.name());
      boolean here = database.stream().anyMatch(DatabasePlace::onThisMachine);
      servers.forEach((server, address) -> {
        boolean same = addresses(address).stream().anyMatch(database::contains);
        if (same || (here && (server.equals(self) || onThisMachine(address)))) {
          findings.add(finding(host, server, url.hosts().size()));
        }
      });
    }
    return List.copyOf(findings);
  }

  private static Finding finding(DatabaseUrl.Host host, String server, int hosts) {
    String advice =
        hosts > 1
            ? "if that machine fails, the database must first find another primary"
            : "if that machine fails, no other server can take the role over with its data;"
                + " move the database to a machine that is not on the list";
    return new Finding(
        server,
        "The database at %s is on the same machine as %s: %s.".formatted(host, server, advice));
  }

  private static boolean onThisMachine(String name) {
    return addresses(name).stream().anyMatch(DatabasePlace::onThisMachine);
  }

  private static boolean onThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private static Set<InetAddress> addresses(String name) {
    try {
      return Arrays.stream(InetAddress.getAllByName(name)).collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }
}
