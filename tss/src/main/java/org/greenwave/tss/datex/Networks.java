package org.greenwave.tss.datex;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.greenwave.role.FencedException;
import org.greenwave.tss.source.Intake;

/**
 * The networks that imports have used, one for each activation of a role. Soft state: what is lost
 * is read again from the role database.
 */
final class Networks {
  /** The source that imported units belong to. */
  static final String SOURCE = "datex";

  static final Networks SHARED = new Networks();
  private final Map<Intake, DatexNetwork> known = new WeakHashMap<>();

  private Networks() {}

  /** The network of the last imported table. */
  Optional<DatexNetwork> of(Intake intake) throws SQLException, FencedException, IOException {
    synchronized (known) {
      DatexNetwork network = known.get(intake);
      if (network != null) {
        return Optional.of(network);
      }
    }
    Optional<DatexNetwork> installed = DatexNetwork.installed(intake, SOURCE);
    installed.ifPresent(network -> put(intake, network));
    return installed;
  }

  /** Installs a table. */
  DatexNetwork install(Intake intake, SiteTable table)
      throws SQLException, FencedException, IOException {
    DatexNetwork network = DatexNetwork.install(intake, SOURCE, table);
    put(intake, network);
    return network;
  }

  private void put(Intake intake, DatexNetwork network) {
    synchronized (known) {
      known.put(intake, network);
    }
  }
}
