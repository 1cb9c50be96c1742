package org.greenwave.server.host;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
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
  /** PostgreSQL's word for a lock that was not to be had in time (lock_not_available). */
  private static final String OTHERS_WRITE = "55P03";

  private final RoleDatabase database;
  private volatile @Nullable Move move;

  private record Move(Grant from, Grant pending, Runnable handedOver, AtomicBoolean done) {}

  Parting(RoleDatabase database) {
    this.database = database;
  }

  /**
   * From now on the last write hands the role over.
   *
   * @param handedOver run when the next host may start, perhaps on the thread that writes
   */
  void begin(Grant from, Grant pending, Runnable handedOver) {
    move = new Move(from, pending, handedOver, new AtomicBoolean());
  }

  /** It is too late for a last write; answers whether one has handed the role over. */
  boolean end() {
    Move ended = move;
    move = null;
    return ended != null && ended.done().get();
  }

  /**
   * Does a role's last work under its fence. While others still write for the role, that work is
   * not kept waiting for them: it is written, and the host hands over once they are done. If the
   * answer to the commit is lost, a repetition finds the fence gone, and the host that it has gone
   * where it should.
   */
  <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
    Move present = move;
    if (present == null || present.from().fence() != fence) {
      return database.store().write(fence, work);
    }
    try {
      return handOver(present, work);
    } catch (SQLException e) {
      if (OTHERS_WRITE.equals(e.getSQLState())) {
        return database.store().write(fence, work);
      }
      throw e;
    }
  }

  private <T> T handOver(Move move, Work<T> work) throws SQLException, FencedException {
    Grant next = move.pending();
    T written = database.handOver(move.from().fence(), next.fence(), next.server(), work);
    move.done().set(true);
    move.handedOver().run();
    return written;
  }
}
