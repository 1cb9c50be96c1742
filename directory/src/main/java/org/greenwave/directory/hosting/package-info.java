/**
 * What a server does about the roles that it is on the list of, as pure rules.
 *
 * <p>{@link org.greenwave.directory.hosting.Wanted} says what the Directory wants of the server,
 * {@link org.greenwave.directory.hosting.Hosting} what to do next about it, {@link
 * org.greenwave.directory.hosting.HostLease} for how long the server may act unheard. The shell
 * carries the commands out and reports back.
 */
@NullMarked
package org.greenwave.directory.hosting;

import org.jspecify.annotations.NullMarked;
