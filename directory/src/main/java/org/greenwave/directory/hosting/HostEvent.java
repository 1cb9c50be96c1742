package org.greenwave.directory.hosting;

/** What the shell reports back of a role on this server. */
public sealed interface HostEvent {
  /** The role is warm. */
  record Prepared() implements HostEvent {}

  /** The role is active under this fence. */
  record Started(long fence) implements HostEvent {}

  /**
   * Preparing, starting or stopping failed.
   *
   * @param fenceFound a higher fence found in the role database, else 0
   */
  record Failed(String sentence, long fenceFound) implements HostEvent {}

  /**
   * The role database has refused the fence that the role was active under. One that holds no
   * higher fence is not the database any more in which that was raised.
   */
  record FencedOff(long fence, long held) implements HostEvent {}

  /** The role is active and has got nothing done for long, or cannot say for long how it is. */
  record Stalled(String sentence) implements HostEvent {}

  /** A call of the role does not return. */
  record Hung(String sentence) implements HostEvent {}

  /** A call that a role makes ready, changes or unloads by does not return; it is left behind. */
  record Abandoned(String sentence) implements HostEvent {}

  /** The role has stopped, or has been handed over, and is warm. */
  record Stopped() implements HostEvent {}

  /** The role has been unloaded. */
  record Closed() implements HostEvent {}

  /** A while has passed since the role refused. */
  record RetryDue() implements HostEvent {}
}
