package org.greenwave.server.core;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.greenwave.directory.Change;
import org.greenwave.directory.failover.Situation;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.notice.NoticeDesk;

/**
 * What the telling of notices sees of a Directory server.
 *
 * @param leased whether this server has heard a leader within its lease
 */
record NoticeSeat(DirectorySeat seat, BooleanSupplier leased) implements NoticeDesk.Seat {
  @Override
  public boolean leading() {
    return seat.leading();
  }

  @Override
  public boolean heard() {
    return leased.getAsBoolean();
  }

  @Override
  public Situation situation() {
    return seat.desk().situation();
  }

  @Override
  public CompletableFuture<Receipt> propose(Change change) {
    return seat.log().propose(change);
  }
}
