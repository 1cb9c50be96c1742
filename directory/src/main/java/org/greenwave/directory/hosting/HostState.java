package org.greenwave.directory.hosting;

import org.greenwave.directory.Grant;

/**
 * How far a role is on one server.
 *
 * <pre>
 * Absent → Preparing → Warm → Starting → Active → Stopping → Warm
 *                                        Active → Yielding → Warm
 *                                        Active → FencedOff → Stopping
 *                                        Active → Ailing → Stopping → Refusing
 *          Starting, Stopping, Yielding → Hung → Ailing, Refusing (if it returns)
 *          any → Closing → Absent        Preparing, Starting → Refusing → Absent
 *          Stopping, Yielding → Refusing (it did not stop in order)
 *          Warm → Refusing (it cannot say how it is)
 *                                        Starting → Warm (the fence came too late)
 *          Preparing, Warm → Refusing, Closing → Absent (a call that does not return)
 * </pre>
 */
public sealed interface HostState {
  /** Not loaded. */
  record Absent() implements HostState {}

  /** Being loaded and warmed up. */
  record Preparing() implements HostState {}

  /** Could be activated at once. */
  record Warm() implements HostState {}

  /** The fence is being raised and the role activated. */
  record Starting(Grant grant) implements HostState {}

  /** The host. */
  record Active(Grant grant) implements HostState {}

  /** Flushing, raising the fence to the pending grant's, telling the next host. */
  record Yielding(Grant from, Grant pending) implements HostState {}

  /** Was the host until the role database refused its fence; still to be stopped. */
  record FencedOff(Grant grant) implements HostState {}

  /** Is the host and gets nothing done; still to be stopped. */
  record Ailing(Grant grant, String sentence) implements HostState {}

  /**
   * Giving the role up.
   *
   * @param ailment what is wrong with the role; empty when only the grant or the fence is gone
   */
  record Stopping(Grant grant, String ailment) implements HostState {}

  /** A call of the role does not return; its licence is withdrawn, and no other call is made. */
  record Hung(Grant grant, String sentence) implements HostState {}

  /** Being unloaded. */
  record Closing() implements HostState {}

  /** The role cannot run here now; it is tried again after a while. */
  record Refusing(String sentence, long fenceFound) implements HostState {}
}
