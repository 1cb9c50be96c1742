package org.greenwave.server.join;

import java.util.List;
import org.greenwave.directory.Server;
import org.greenwave.server.trust.Granted;

/**
 * The server has been let in, and now knows whom to talk to.
 *
 * @param granted by what the others will know it
 */
public record JoinResponse(String systemId, List<Server> servers, Granted granted) {}
