/**
 * What ties a server together: its loop, its view of the Directory, its beats, and, on the leader,
 * the desk at which beats are answered and decisions proposed.
 *
 * <p>All state here belongs to the one {@link org.greenwave.server.core.Loop}; other threads post
 * to it. The rules are in the pure module: this package only feeds them and carries out what they
 * say.
 */
@NullMarked
package org.greenwave.server.core;

import org.jspecify.annotations.NullMarked;
