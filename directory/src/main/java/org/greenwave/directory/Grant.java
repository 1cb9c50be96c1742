package org.greenwave.directory;

import java.time.Instant;

/**
 * The Directory's decision that a server hosts a role.
 *
 * @param role the role's name
 * @param server the server that hosts it
 * @param incarnation the one run of the server's process that is meant; a restarted server starts
 *     nothing under an old grant
 * @param fence the number that licenses writes; rises with every grant of the role (law L2)
 * @param term the leader's term in which the grant was decided
 * @param at the leader's wall clock, for people only
 * @param reason why this server
 */
public record Grant(
    String role,
    String server,
    String incarnation,
    long fence,
    long term,
    Instant at,
    Reason reason) {}
