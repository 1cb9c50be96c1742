package org.greenwave.server.join;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import org.greenwave.server.config.ConfigurationException;

/** Whether other machines could reach a server at the address that it is about to be known by. */
public final class Reach {
  private Reach() {}

  /**
   * Looks before a token is spent: the address would be recorded, and every server would look for
   * this one on its own machine.
   *
   * @param host of this server
   * @param system the address of the server that is asked to let it in
   * @throws ConfigurationException when the system is on other machines, and this server is not
   *     reached from there
   */
  public static void demand(String host, String system) throws ConfigurationException {
    boolean everywhere = is(InetAddress::isAnyLocalAddress, host);
    boolean here = is(InetAddress::isLoopbackAddress, host);
    if (everywhere || (here && !isHere(system))) {
      throw new ConfigurationException(
          ("The other servers cannot reach this one at %s; give --host, the address of this machine"
                  + " at which they can. The token is not spent.")
              .formatted(host));
    }
  }

  /** What leads nowhere is said by whoever calls there. */
  private static boolean isHere(String system) {
    try {
      String host = Optional.ofNullable(URI.create(system).getHost()).orElse("localhost");
      return is(InetAddress::isLoopbackAddress, host);
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  private static boolean is(Predicate<InetAddress> kind, String host) {
    try {
      return kind.test(InetAddress.getByName(host));
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
