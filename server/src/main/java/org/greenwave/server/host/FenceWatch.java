package org.greenwave.server.host;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.greenwave.database.Fences;
import org.greenwave.directory.Grant;
import org.greenwave.role.FencedException;

/**
 * Whether a role database still holds the fence under which this server hosts the role. A host that
 * hears no Directory learns only there that it was replaced, and the role itself may write seldom.
 *
 * @param hosted the grant under which this server hosts the role; empty while it is started,
 *     stopped or handed over, when another fence is nothing strange
 * @param refused told when the database holds another fence; the role's own writes tell it, too
 */
record FenceWatch(Supplier<Optional<Grant>> hosted, FencingStore.Refused refused) {
  /**
   * Looks once, bounded in time.
   *
   * @return whether there was nothing to ask, or the database has answered
   */
  boolean look(Fences fences) {
    return hosted.get().map(grant -> look(fences, grant.fence())).orElse(true);
  }

  private boolean look(Fences fences, long fence) {
    try {
      fences.check(fence);
      return true;
    } catch (FencedException fenced) {
      refused.refused(fence, fenced.held());
      return true;
    } catch (SQLException _) { // nothing is known, and the lease says what follows
      return false;
    }
  }
}
