package org.greenwave.server.host;

import java.sql.SQLException;
import org.greenwave.database.RoleDatabase;
import org.greenwave.directory.Grant;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore.Work;
import org.jspecify.annotations.Nullable;

/**
 * The hand-over of a role that is under way, which the role's own last write may carry out: then
 * the next host is told as soon as that is committed.
 */
final class Parting {
  private final RoleDatabase database;
  private volatile @Nullable Move move;
  private volatile boolean done;

  private record Move(Grant pending, Runnable handedOver) {}

  Parting(RoleDatabase database) {
    this.database = database;
  }

  /**
   * From now on the last write hands the role over.
   *
   * @param handedOver run when the next host may start, perhaps on the thread that writes
   */
  void begin(Grant pending, Runnable handedOver) {
    done = false;
    move = new Move(pending, handedOver);
  }

  /** It is too late for a last write; answers whether one has handed the role over. */
  boolean end() {
    move = null;
    return done;
  }

  /** Does a role's last work under its fence. */
  <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
    Move present = move;
    if (present == null) {
      return database.store().write(fence, work);
    }
    Grant next = present.pending();
    T written = database.handOver(fence, next.fence(), next.server(), work);
    done = true;
    present.handedOver().run();
    return written;
  }
}
