/**
 * The role database: pools, the fence that licenses every write, migrations, probes.
 *
 * <p>{@link org.greenwave.database.RoleDatabase} is one role's database as one server sees it;
 * {@link org.greenwave.database.Fences} keeps law L2 (no write commits under a lower fence once a
 * higher one is activated). To have a PostgreSQL in a test, see the package {@code embedded}:
 * {@code EmbeddedPostgres.temporary()}.
 */
@NullMarked
package org.greenwave.database;

import org.jspecify.annotations.NullMarked;
