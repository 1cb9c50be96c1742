package org.greenwave.role;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a server gives a role to work with.
 *
 * @param role the role's name
 * @param server the name of the server that the role is on
 * @param store the role database
 * @param folder a folder of the role's own on this server's disk; survives restarts
 * @param clock this server's wall clock, which may jump
 * @param listener told of everything that viewers of the role may want to see
 */
public record RoleContext(
    String role,
    String server,
    RoleStore store,
    Path folder,
    InstantSource clock,
    RoleListener listener) {}
