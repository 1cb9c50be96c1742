package org.greenwave.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.config.PublicAddress;
import org.greenwave.server.core.Node;

/**
 * Whose pages may use this server. Browsers name the origin of a page with whatever is not plainly
 * read, also when the page is the server's own.
 *
 * @param https whether this server's own pages are encrypted
 * @param servers where the servers of the system are by now, this one with them
 * @param named where people reach the system, as the operator has said
 */
record Origins(boolean https, Supplier<Stream<Endpoints>> servers, List<PublicAddress> named) {
  /** Those of a server. */
  static Origins of(Node node, List<PublicAddress> named) {
    Server self = node.identity().server();
    return new Origins(
        self.endpoints().https(),
        () ->
            Stream.concat(Stream.of(self), node.view().directory().servers().values().stream())
                .map(Server::endpoints),
        named);
  }

  /**
   * Whether it is the origin of a page of this system.
   *
   * @param host what the request says whom it is for
   */
  boolean known(String origin, Optional<String> host) {
    Optional<PublicAddress> at = PublicAddress.of(origin);
    return at.isPresent()
        && (named.contains(at.get())
            || ofServers(at.get())
            || host.filter(asked -> own(at.get(), asked)).isPresent());
  }

  private boolean ofServers(PublicAddress at) {
    return servers
        .get()
        .map(Endpoints::address)
        .flatMap(address -> PublicAddress.of(address).stream())
        .anyMatch(address -> at.equals(address) || at.equals(address.named("localhost")));
  }

  /**
   * Whether the page comes from where the request goes to. A name can be made to lead here after
   * another site has shown its page under it; but it has no certificate then, and an address in
   * figures cannot be made to.
   */
  private boolean own(PublicAddress at, String asked) {
    String scheme = https ? "https" : "http";
    return (https || at.literal())
        && PublicAddress.of(scheme + "://" + asked).filter(at::equals).isPresent();
  }
}
