/**
 * A network of our own for a cluster: each process in a network namespace, joined by a bridge.
 *
 * <p>The trial itself runs in a namespace that {@code ./trials} makes for it (`unshare`), and the
 * bridge is in there: the machine's own network is never touched, and all of it is gone as soon as
 * the last process in it has ended, however the trial came to its end.
 */
@NullMarked
package org.greenwave.proving.namespaces;

import org.jspecify.annotations.NullMarked;
