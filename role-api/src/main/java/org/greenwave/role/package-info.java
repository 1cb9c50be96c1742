/**
 * What a role plug-in implements and what a server gives it.
 *
 * <p>A plug-in is found by {@link java.util.ServiceLoader}. On every server of a role's list the
 * server calls {@link org.greenwave.role.RolePlugin#prepare}; the result is a warm standby. Exactly
 * one of them is told to {@link org.greenwave.role.HostedRole#activate}, with a fence that licenses
 * its writes, until {@link org.greenwave.role.HostedRole#release}.
 *
 * <p>A plug-in is trusted to mean well and not to be free of mistakes. Calls are bounded: 30 s for
 * making ready and for answers, 10 s for a start and for changed settings, 4 s for a stop, 5 s for
 * checking settings and for saying what the plug-in is. A call that takes longer is interrupted,
 * and its role is given up on that server; if that does not help, the server's process ends (rule
 * 8).
 */
@NullMarked
package org.greenwave.role;

import org.jspecify.annotations.NullMarked;
