/**
 * Proofs on real processes: servers, PostgreSQL, a field and a browser, started on loopback or in
 * networks of their own, hurt on purpose, and judged by what the API and the database say
 * afterwards.
 *
 * <p>Each trial is one command, {@code ./trials NAME}: it prints what it does and what it measured,
 * ends with {@code held} or with what fell short, and exits 0 or 1.
 */
@NullMarked
package org.greenwave.proving;

import org.jspecify.annotations.NullMarked;
