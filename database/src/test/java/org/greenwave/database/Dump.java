package org.greenwave.database;

import java.sql.SQLException;

/**
 * A dump of a role's schema and what restoring it does: the embedded PostgreSQL comes without
 * pg_dump and pg_restore, so the tables are kept in a schema beside.
 */
record Dump(Databases databases, String role) {
  /** Takes one. */
  static Dump of(Databases databases, String role) throws SQLException {
    Dump dump = new Dump(databases, role);
    databases.execute("create schema dump_" + role);
    dump.each("greenwave_" + role, dump.copied("dump_" + role, "greenwave_" + role));
    return dump;
  }

  /** As {@code pg_restore --clean}: the tables are dropped and made again. */
  void restoreClean() throws SQLException {
    each(
        "dump_" + role,
        "drop table greenwave_%s.%%1$I cascade;".formatted(role)
            + copied("greenwave_" + role, "dump_" + role));
  }

  /** As {@code pg_restore --data-only}, into tables that somebody has emptied. */
  void restoreData() throws SQLException {
    each(
        "dump_" + role,
        ("truncate greenwave_%1$s.%%1$I;"
                + "insert into greenwave_%1$s.%%1$I select * from dump_%1$s.%%1$I")
            .formatted(role));
  }

  private String copied(String to, String from) {
    return ("create table %1$s.%%1$I (like %2$s.%%1$I including all);"
            + "insert into %1$s.%%1$I select * from %2$s.%%1$I")
        .formatted(to, from);
  }

  /** In one transaction, for each table of a schema. */
  private void each(String schema, String statements) throws SQLException {
    databases.execute(
        """
        do $$
        declare place text;
        begin
          for place in select tablename from pg_tables where schemaname = '%s' loop
            execute format('%s', place);
          end loop;
        end $$
        """
            .formatted(schema, statements));
  }
}
