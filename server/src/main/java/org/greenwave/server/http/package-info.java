/**
 * The HTTP door of a server: API, live events and console. Any server answers: it forwards a write
 * to the Directory's leader and a role call to the role's host.
 */
@NullMarked
package org.greenwave.server.http;

import org.jspecify.annotations.NullMarked;
