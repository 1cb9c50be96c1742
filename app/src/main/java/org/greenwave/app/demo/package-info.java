/**
 * The demo: the whole system on this machine, and what a failover is, shown and measured.
 *
 * <p>A PostgreSQL, a simulated field and three servers run as processes of their own. The demo
 * knows the system only from outside: by the HTTP API, by reading the role database, and by the
 * field's journal. What it measures it measures on its own monotonic clock.
 */
@NullMarked
package org.greenwave.app.demo;

import org.jspecify.annotations.NullMarked;
