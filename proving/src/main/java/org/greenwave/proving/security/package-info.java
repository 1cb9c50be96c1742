/**
 * What somebody who means harm can try against a system whose encryption and logins are on.
 *
 * <p>Each attempt is made on running servers, judged by what comes back and by the system being
 * whole afterwards. What must be refused stands beside what must be let in, so that a door that
 * refuses everybody is no success.
 */
@NullMarked
package org.greenwave.proving.security;

import org.jspecify.annotations.NullMarked;
