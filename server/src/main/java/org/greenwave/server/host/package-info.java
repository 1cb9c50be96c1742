/**
 * Carries out what the pure hosting rules say: loads roles, raises fences, starts, stops and hands
 * over. One thread of its own per role, so that a role that hangs holds up nothing else.
 */
@NullMarked
package org.greenwave.server.host;

import org.jspecify.annotations.NullMarked;
