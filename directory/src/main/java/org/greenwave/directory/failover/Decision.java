package org.greenwave.directory.failover;

import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Reason;

/**
 * What is to be done about a role, and why; also when nothing is to be done (law L8).
 *
 * @param role the role's name
 * @param change what to propose
 * @param reason why this, or why nothing
 */
public record Decision(String role, Optional<Change> change, Reason reason) {}
