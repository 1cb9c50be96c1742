package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.export.ExportException;
import org.greenwave.server.export.Exports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole Directory, sealed with the caller's passphrase; made by any server, leader or none. */
final class ExportRoutes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);

  private final Node node;

  ExportRoutes(Node node) {
    this.node = node;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/directory/export", (request, response) -> make(new Exchange(request, response)));
  }

  private void make(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("passphrase"));
    String passphrase = RoleBody.demanded(body, "passphrase");
    Optional<String> problem = Exports.problem(passphrase);
    if (problem.isPresent()) {
      throw RoleBody.wrong(problem.get());
    }
    long version = node.view().directory().version();
    byte[] sealed = sealed(passphrase);
    LOG.info("{} exported the Directory (version {}).", exchange.caller().name(), version);
    ObjectNode answer = Json.mapping().createObjectNode();
    answer.put("version", version).put("bytes", sealed.length);
    answer.put("export", Base64.getEncoder().encodeToString(sealed));
    exchange.json(200, answer);
  }

  private byte[] sealed(String passphrase) {
    try {
      return Exports.of(node, passphrase);
    } catch (ExportException notYet) {
      throw new ProblemException(503, "Not yet", String.valueOf(notYet.getMessage()));
    } catch (IOException failure) {
      LOG.warn("The Directory could not be exported", failure);
      throw new ProblemException(
          500, "Failed", "The files of the certificate authority could not be read; see the log.");
    }
  }
}
