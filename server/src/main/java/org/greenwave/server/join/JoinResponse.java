package org.greenwave.server.join;

import java.util.List;
import org.greenwave.directory.Server;

/** The server has been let in, and now knows whom to talk to. */
public record JoinResponse(String systemId, List<Server> servers) {}
