package org.greenwave.tss.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;

/**
 * Documents that sources need again after a failover, such as the site table that measured data
 * refer to. Kept in the role database because a new host has nothing else of the old one.
 */
public final class KeptDocuments {
  private static final String KEEP =
      "insert into document (name, body) values (?, ?)"
          + " on conflict (name) do update set body = excluded.body, kept = clock_timestamp()";
  private final RoleStore store;

  public KeptDocuments(RoleStore store) {
    this.store = store;
  }

  /** Keeps a document in the place of the one that had its name; answers how many it keeps: one. */
  public int keep(long fence, String name, byte[] body) throws SQLException, FencedException {
    return store.write(
        fence,
        connection -> {
          try (PreparedStatement upsert = connection.prepareStatement(KEEP)) {
            upsert.setString(1, name);
            upsert.setBytes(2, body);
            return upsert.executeUpdate();
          }
        });
  }

  /** The document with a name. */
  public Optional<byte[]> find(String name) throws SQLException {
    return store.read(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement("select body from document where name = ?")) {
        query.setString(1, name);
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
      }
    });
  }
}
