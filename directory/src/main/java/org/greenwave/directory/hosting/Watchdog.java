package org.greenwave.directory.hosting;

import java.util.Optional;

/** When a role that does not return, or gets nothing done, is given up on its server (rule 8). */
public final class Watchdog {
  /** For how long a call of the role may run, in milliseconds. */
  public static final long HANG_MILLIS = 10_000;

  /** For how long loading a role and making it warm may take, in milliseconds. */
  public static final long PREPARE_MILLIS = 30_000;

  /** For how long stopping a role may take, in milliseconds; it is to take a second at most. */
  public static final long STOP_MILLIS = 4_000;

  /** For how long a host may get nothing done, or a standby say nothing, in milliseconds. */
  public static final long STALL_MILLIS = 15_000;

  /** After how long in a call the server's process ends, so that it can host again. */
  public static final long END_MILLIS = 30_000;

  private Watchdog() {}

  /**
   * What has become of the role, if anything.
   *
   * @param callMillis for how long the present call of the role has run, 0 if there is none
   * @param idleMillis for how long the role has got nothing done
   * @param muteMillis for how long the role has not been able to say how it is, 0 if it can
   */
  public static Optional<HostEvent> judge(
      HostState state, long callMillis, long idleMillis, long muteMillis) {
    return switch (state) {
      case HostState.Active _, HostState.Starting _ when callMillis > HANG_MILLIS ->
          hung(callMillis);
      case HostState.Stopping _, HostState.Yielding _ when callMillis > STOP_MILLIS ->
          hung(callMillis);
      case HostState.Active _ when idleMillis > STALL_MILLIS ->
          Optional.of(
              new HostEvent.Stalled(
                  "the role has got nothing done for %d s".formatted(idleMillis / 1000)));
      case HostState.Warm _ when muteMillis > STALL_MILLIS && callMillis == 0 ->
          Optional.of(
              new HostEvent.Stalled(
                  "the role has not said for %d s how it is".formatted(muteMillis / 1000)));
      case HostState.Preparing _ when callMillis > PREPARE_MILLIS -> abandoned(callMillis);
      case HostState.Warm _, HostState.Refusing _, HostState.Absent _, HostState.Closing _
          when callMillis > HANG_MILLIS ->
          abandoned(callMillis);
      case HostState.Absent _,
          HostState.Preparing _,
          HostState.Warm _,
          HostState.Starting _,
          HostState.Active _,
          HostState.Yielding _,
          HostState.FencedOff _,
          HostState.Ailing _,
          HostState.Stopping _,
          HostState.Hung _,
          HostState.Closing _,
          HostState.Refusing _ ->
          Optional.empty();
    };
  }

  private static Optional<HostEvent> hung(long callMillis) {
    return Optional.of(new HostEvent.Hung(sentence(callMillis)));
  }

  private static Optional<HostEvent> abandoned(long callMillis) {
    return Optional.of(new HostEvent.Abandoned(sentence(callMillis)));
  }

  private static String sentence(long callMillis) {
    return "a call of the role has not returned for %d s".formatted(callMillis / 1000);
  }

  /** Whether only the end of the server's process helps. */
  public static boolean beyondHelp(HostState state, long callMillis) {
    return state instanceof HostState.Hung && callMillis > END_MILLIS;
  }
}
