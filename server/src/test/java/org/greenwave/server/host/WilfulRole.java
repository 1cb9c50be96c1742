package org.greenwave.server.host;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.FencedException;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.greenwave.role.RoleContext;

/** A role that really writes while it is active, unless a test has it do otherwise. */
class WilfulRole implements HostedRole {
  final AtomicLong writes = new AtomicLong();
  private final RoleContext context;
  private volatile boolean active;
  volatile boolean closed;

  WilfulRole(RoleContext context) {
    this.context = context;
  }

  @Override
  public void standby(String settings) {}

  @Override
  public void activate(long fence, String settings) {
    active = true;
    Thread.ofPlatform().daemon().name("writer-" + context.role()).start(() -> work(fence));
  }

  private void work(long fence) {
    try {
      while (active) {
        context
            .store()
            .write(fence, connection -> connection.createStatement().execute("select 1"));
        writes.incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    } catch (FencedException | SQLException _) {
      active = false;
    }
  }

  boolean active() {
    return active;
  }

  @Override
  public void reconfigure(String settings) {}

  @Override
  public Progress progress() {
    return active
        ? new Progress(writes.get(), writes.get(), Progress.Condition.WORKING, "Works.")
        : new Progress(writes.get(), writes.get(), Progress.Condition.WARM, "Is ready.");
  }

  @Override
  public void release() {
    active = false;
  }

  @Override
  public Answer answer(Call call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    active = false;
    closed = true;
  }
}
