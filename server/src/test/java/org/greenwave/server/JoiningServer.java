package org.greenwave.server;

import java.util.Optional;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.config.Build;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.join.JoinRequest;
import org.greenwave.server.join.JoinResponse;
import org.greenwave.server.join.Joining;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.trust.Applicant;

/** A server that asks to be let in and is never started. */
record JoiningServer(Server server, Applicant applicant) {
  static JoiningServer of(String name, Kind kind) {
    Endpoints nowhere = new Endpoints("127.0.0.1", 1, 2, 3, 4);
    return new JoiningServer(
        new Server(
            name, kind, nowhere, Build.THIS.release(), Optional.empty(), "f0" + name.length()),
        new Applicant());
  }

  static JoiningServer expansion(String name) {
    return of(name, Kind.EXPANSION);
  }

  JoinResponse ask(String system, String token) throws ConfigurationException {
    Tokens.Whole whole = Tokens.whole(token).orElseThrow();
    return Joining.ask(system, whole, new JoinRequest(whole.secret(), server, applicant.keys()));
  }
}
