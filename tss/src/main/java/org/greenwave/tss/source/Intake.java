package org.greenwave.tss.source;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.greenwave.role.FencedException;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;

/** Where a running source or an import delivers, on the host, under the fence of one activation. */
public interface Intake {
  /**
   * Makes units and zones known and gives them their ids; one transaction however many they are.
   * Blocks until committed.
   *
   * @param source the id of the source that the units belong to
   * @return every given unit by its name, with all of its zones
   */
  Map<String, Registered> register(String source, List<UnitSpec> units)
      throws SQLException, FencedException;

  /** Retires all units of a source but these: they are no longer shown, their samples stay. */
  void retireOthers(String source, Collection<String> names) throws SQLException, FencedException;

  /**
   * Takes samples and gaps to be stored, in one transaction with others; never blocks.
   *
   * @return completes with how many samples were new once all are committed (on the thread that
   *     writes: do no work there), or fails with {@link org.greenwave.tss.store.RefusedException};
   *     empty when there is no room, because the database is slow or away: wait, then try again
   */
  Optional<CompletableFuture<Integer>> submit(Submission submission);

  /**
   * Keeps a document that will be needed again after a failover, in the place of the one that had
   * its name. Blocks until committed.
   */
  void keep(String name, byte[] document) throws SQLException, FencedException;

  /** The document that was kept under a name. */
  Optional<byte[]> kept(String name) throws SQLException;

  /** What time it is by the clock that all hosts share: the role database's. */
  long nowMillis();
}
