/**
 * The traffic-sensor role, type {@code tss}: what a server hosts.
 *
 * <p>{@link org.greenwave.tss.TssPlugin} makes a {@link org.greenwave.tss.TssRole}, which holds the
 * catalogue, the data sources and, while it is active, the writer. States: prepared → warm → active
 * → warm; active → fenced off when the database has refused the fence. What the role knows beyond
 * the database is soft: the device's held periods fill what a lost host had not stored yet.
 */
@NullMarked
package org.greenwave.tss;

import org.jspecify.annotations.NullMarked;
