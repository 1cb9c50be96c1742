package org.greenwave.proving.plugins.unruly;

import java.util.concurrent.atomic.AtomicLong;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.greenwave.role.RoleContext;

/** A role that misbehaves as its settings say. */
@SuppressWarnings("NullAway")
final class UnrulyRole implements HostedRole {
  private static final String LONG = "nonsense\n".repeat(2_000_000);

  private final RoleContext context;
  private final AtomicLong steps = new AtomicLong();
  private volatile Mischief mischief = Mischief.NONE;
  private volatile boolean active;

  UnrulyRole(RoleContext context) {
    this.context = context;
  }

  private void does(String method) {
    mischief.in(method, context.server());
  }

  @Override
  public void standby(String settings) {
    mischief = Mischief.of(settings);
    does("standby");
  }

  @Override
  public void activate(long fence, String settings) {
    mischief = Mischief.of(settings);
    does("activate");
    active = true;
  }

  @Override
  public void reconfigure(String settings) {
    mischief = Mischief.of(settings);
    does("reconfigure");
  }

  @Override
  public Progress progress() {
    Progress.Condition condition = active ? Progress.Condition.WORKING : Progress.Condition.WARM;
    return mischief.in(
        "progress",
        context.server(),
        () -> new Progress(steps.incrementAndGet(), -1, condition, LONG),
        new Progress(steps.incrementAndGet(), 0, condition, "Does as it is told."));
  }

  @Override
  public void release() {
    active = false;
    does("release");
  }

  @Override
  public Answer answer(Call call) {
    return mischief.in(
        "answer",
        context.server(),
        () -> new Answer(-7, "text/plain\r\nX-Evil: yes", out -> out.write(1)),
        new Answer(
            200,
            "application/json",
            out -> {
              does("body");
              out.write('1');
            }));
  }

  @Override
  public void close() {
    does("close");
  }
}
