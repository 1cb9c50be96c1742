/**
 * Servers whose clocks are wrong.
 *
 * <p>All processes of a machine share its clock. What they take for it is therefore shifted for
 * each server by itself, between the process and the kernel (Debian's libfaketime), so that every
 * part of the server is deceived alike: its own code, libraries, and what checks certificates.
 * Monotonic time is left as it is, as it is where somebody sets a clock.
 */
@NullMarked
package org.greenwave.proving.clocks;

import org.jspecify.annotations.NullMarked;
