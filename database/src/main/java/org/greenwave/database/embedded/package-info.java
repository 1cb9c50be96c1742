/**
 * A real PostgreSQL that needs no installation: unpacked, initialized, started, adopted, stopped.
 *
 * <p>In a test or trial, as root or not:
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary()) {
 *   // a new folder, any free port; deleted by close()
 *   DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
 * }
 * }</pre>
 *
 * <p>Keep one for a whole test class ({@code @BeforeAll}): the first start on a machine takes about
 * 3 s (unpacking), later ones about 1 s. A folder of one's own is given by {@link
 * org.greenwave.database.embedded.EmbeddedSettings#at}; run as root, each parent of that folder
 * must be searchable by user 65534 (a JUnit {@code @TempDir} itself will do, since it is opened; a
 * folder below one will not).
 */
@NullMarked
package org.greenwave.database.embedded;

import org.jspecify.annotations.NullMarked;
