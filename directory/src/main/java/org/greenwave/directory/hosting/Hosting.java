package org.greenwave.directory.hosting;

import java.util.Optional;
import org.greenwave.directory.Grant;
import org.greenwave.directory.hosting.HostState.Absent;
import org.greenwave.directory.hosting.HostState.Active;
import org.greenwave.directory.hosting.HostState.Ailing;
import org.greenwave.directory.hosting.HostState.Closing;
import org.greenwave.directory.hosting.HostState.FencedOff;
import org.greenwave.directory.hosting.HostState.Hung;
import org.greenwave.directory.hosting.HostState.Preparing;
import org.greenwave.directory.hosting.HostState.Refusing;
import org.greenwave.directory.hosting.HostState.Starting;
import org.greenwave.directory.hosting.HostState.Stopping;
import org.greenwave.directory.hosting.HostState.Warm;
import org.greenwave.directory.hosting.HostState.Yielding;

/**
 * One role on one server, and what to do next about it.
 *
 * @param state how far the role is
 * @param spentFence the highest fence that the role was active under, or that was refused or to be
 *     handed over unstarted here; a grant with such a fence is never started again (law L2)
 * @param fenceFound the highest fence that the role database has refused a grant by; it is the
 *     grant's own where the database is not the one any more in which that was raised
 */
public record Hosting(HostState state, long spentFence, long fenceFound) {
  /** A role that is not loaded. */
  public static final Hosting ABSENT = new Hosting(new Absent(), 0, 0);

  private static final Optional<HostCommand> NO_COMMAND = Optional.empty();

  /**
   * What to do next.
   *
   * @param command empty when there is nothing to do now
   */
  public record Step(Hosting hosting, Optional<HostCommand> command) {}

  /** What to do about what is wanted. */
  public Step towards(Wanted wanted) {
    return switch (state) {
      case Absent _ -> wanted instanceof Wanted.Nothing ? stay() : unstarted(wanted).prepare();
      case Preparing _ -> unstarted(wanted).stay();
      case Warm _ -> unstarted(wanted).fromWarm(wanted);
      case Active(Grant grant) -> fromActive(grant, wanted);
      case Refusing _ -> unstarted(wanted).whileRefusing(wanted);
      case FencedOff(Grant grant) -> go(new Stopping(grant, ""), new HostCommand.Stop());
      case Ailing(Grant grant, String why) -> go(new Stopping(grant, why), new HostCommand.Stop());
      case Starting _, Yielding _, Stopping _, Hung _, Closing _ -> stay();
    };
  }

  /** A grant that is to be handed over before it was started here is spent: nothing has to stop. */
  private Hosting unstarted(Wanted wanted) {
    return wanted instanceof Wanted.Yield(Grant from, _)
        ? new Hosting(state, Math.max(spentFence, from.fence()), fenceFound)
        : this;
  }

  /** A grant that comes while the role refuses is spent: the Directory may grant to another. */
  private Step whileRefusing(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Nothing _ -> close();
      case Wanted.Reload _ -> leaving().close();
      case Wanted.Host(Grant grant) ->
          new Step(new Hosting(state, Math.max(spentFence, grant.fence()), fenceFound), NO_COMMAND);
      case Wanted.Standby _, Wanted.Yield _ -> stay();
    };
  }

  private Step fromWarm(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Nothing _ -> close();
      case Wanted.Reload _ -> leaving().close();
      case Wanted.Host(Grant grant) when grant.fence() > spentFence ->
          go(new Starting(grant), new HostCommand.Start(grant));
      case Wanted.Host _, Wanted.Standby _, Wanted.Yield _ -> stay();
    };
  }

  private Step fromActive(Grant grant, Wanted wanted) {
    return switch (wanted) {
      case Wanted.Host(Grant same) when same.fence() == grant.fence() -> stay();
      case Wanted.Yield(Grant from, Grant pending) when from.fence() == grant.fence() ->
          go(new Yielding(from, pending), new HostCommand.Yield(from, pending));
      case Wanted.Reload _ -> leaving().go(new Stopping(grant, ""), new HostCommand.Stop());
      case Wanted.Nothing _, Wanted.Standby _, Wanted.Host _, Wanted.Yield _ ->
          go(new Stopping(grant, ""), new HostCommand.Stop());
    };
  }

  /**
   * What was spent was raised in a database that is not the role's any more: another grant is
   * needed, whatever fence was found there.
   */
  private Hosting leaving() {
    return new Hosting(state, spentFence, spentFence);
  }

  /** What has become of the role. An event that the state does not expect changes nothing. */
  public Hosting after(HostEvent event) {
    return switch (event) {
      case HostEvent.Prepared _ -> state instanceof Preparing ? in(new Warm()) : this;
      case HostEvent.Started(long fence) -> started(fence);
      case HostEvent.Failed(String sentence, long found) -> failed(sentence, found);
      case HostEvent.FencedOff(long fence, long held) -> fencedOff(fence, held);
      case HostEvent.Stalled(String sentence) -> stalled(sentence);
      case HostEvent.Hung(String sentence) -> hung(sentence);
      case HostEvent.Abandoned(String sentence) -> abandoned(sentence);
      case HostEvent.Stopped _ -> stopped();
      case HostEvent.Closed _ -> state instanceof Closing ? in(new Absent()) : this;
      case HostEvent.RetryDue _ -> state instanceof Refusing ? in(new Absent()) : this;
    };
  }

  private Hosting started(long fence) {
    if (state instanceof Hung(Grant grant, String sentence) && grant.fence() == fence) {
      return in(new Ailing(grant, sentence));
    }
    return state instanceof Starting(Grant grant) && grant.fence() == fence
        ? new Hosting(new Active(grant), Math.max(spentFence, fence), fenceFound)
        : this;
  }

  /** A standby has nothing to stop: it is loaded anew before it counts again. */
  private Hosting stalled(String sentence) {
    return switch (state) {
      case Active(Grant grant) -> in(new Ailing(grant, sentence));
      case Warm _ -> in(new Refusing(sentence, 0));
      case Absent _,
          Preparing _,
          Starting _,
          Yielding _,
          FencedOff _,
          Ailing _,
          Stopping _,
          Hung _,
          Closing _,
          Refusing _ ->
          this;
    };
  }

  private Hosting hung(String sentence) {
    return switch (state) {
      case Active(Grant grant) -> in(new Ailing(grant, sentence));
      case Starting(Grant grant) -> hung(grant, sentence);
      case Stopping(Grant grant, _) -> hung(grant, sentence);
      case Yielding(Grant from, _) -> hung(from, sentence);
      case Absent _, Preparing _, Warm _, FencedOff _, Ailing _, Hung _, Closing _, Refusing _ ->
          this;
    };
  }

  /** Nothing is started any more under a grant whose start or stop hangs. */
  private Hosting hung(Grant grant, String sentence) {
    return new Hosting(new Hung(grant, sentence), Math.max(spentFence, grant.fence()), fenceFound);
  }

  /** Nothing was active, so that nothing has to be stopped before it is tried anew. */
  private Hosting abandoned(String sentence) {
    return switch (state) {
      case Preparing _, Warm _, Refusing _ -> in(new Refusing(sentence, 0));
      case Absent _, Closing _ -> in(new Absent());
      case Starting _, Active _, Yielding _, FencedOff _, Ailing _, Stopping _, Hung _ -> this;
    };
  }

  private Hosting stopped() {
    return switch (state) {
      case Stopping(_, String ailment) ->
          in(ailment.isEmpty() ? new Warm() : new Refusing(ailment, 0));
      case Hung(_, String sentence) -> in(new Refusing(sentence, 0));
      case Yielding _ -> in(new Warm());
      case Absent _,
          Preparing _,
          Warm _,
          Starting _,
          Active _,
          FencedOff _,
          Ailing _,
          Closing _,
          Refusing _ ->
          this;
    };
  }

  private Hosting failed(String sentence, long found) {
    return switch (state) {
      case Starting(Grant grant) ->
          // A fence that came too late says nothing against the role: it stays warm for the next.
          new Hosting(
              found > grant.fence() ? new Warm() : new Refusing(sentence, found),
              Math.max(spentFence, grant.fence()),
              Math.max(fenceFound, found));
      case Preparing _, Hung _ -> in(new Refusing(sentence, found));
      // What did not stop in order may go on by halves: it is loaded anew before it counts again.
      case Stopping(_, String ailment) ->
          in(new Refusing(ailment.isEmpty() ? sentence : ailment, 0));
      case Yielding _ -> in(new Refusing(sentence, 0));
      case Absent _, Warm _, Active _, FencedOff _, Ailing _, Closing _, Refusing _ -> this;
    };
  }

  /** The first write of a role may be refused before it has said that it has started. */
  private Hosting fencedOff(long fence, long held) {
    return switch (state) {
      case Active(Grant grant) when grant.fence() == fence -> fencedOff(grant, held);
      case Starting(Grant grant) when grant.fence() == fence -> fencedOff(grant, held);
      case Absent _,
          Preparing _,
          Warm _,
          Starting _,
          Active _,
          Yielding _,
          FencedOff _,
          Ailing _,
          Stopping _,
          Hung _,
          Closing _,
          Refusing _ ->
          this;
    };
  }

  private Hosting fencedOff(Grant grant, long held) {
    long fence = grant.fence();
    // What is restored from before the grant holds a lower fence, or none at all.
    long found = Math.max(held, fence);
    return new Hosting(
        new FencedOff(grant), Math.max(spentFence, fence), Math.max(fenceFound, found));
  }

  private Hosting in(HostState next) {
    return new Hosting(next, spentFence, fenceFound);
  }

  private Step stay() {
    return new Step(this, NO_COMMAND);
  }

  private Step prepare() {
    return go(new Preparing(), new HostCommand.Prepare());
  }

  private Step close() {
    return go(new Closing(), new HostCommand.Close());
  }

  private Step go(HostState next, HostCommand command) {
    return new Step(in(next), Optional.of(command));
  }
}
