/**
 * What a role plug-in implements and what a server gives it.
 *
 * <p>A plug-in is found by {@link java.util.ServiceLoader}. On every server of a role's list the
 * server calls {@link org.greenwave.role.RolePlugin#prepare}; the result is a warm standby. Exactly
 * one of them is told to {@link org.greenwave.role.HostedRole#activate}, with a fence that licenses
 * its writes, until {@link org.greenwave.role.HostedRole#release}.
 */
@NullMarked
package org.greenwave.role;

import org.jspecify.annotations.NullMarked;
