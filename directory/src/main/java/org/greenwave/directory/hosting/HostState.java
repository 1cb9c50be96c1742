package org.greenwave.directory.hosting;

import org.greenwave.directory.Grant;

/**
 * How far a role is on one server.
 *
 * <pre>
 * Absent → Preparing → Warm → Starting → Active → Stopping → Warm
 *                                        Active → Yielding → Warm
 *                                        Active → FencedOff → Stopping
 *          any → Closing → Absent        Preparing, Starting → Refusing → Absent
 *                                        Starting → Warm (the fence came too late)
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

  /** Giving the role up because the grant or the fence is gone. */
  record Stopping(Grant grant) implements HostState {}

  /** Being unloaded. */
  record Closing() implements HostState {}

  /** The role cannot run here now; it is tried again after a while. */
  record Refusing(String sentence, long fenceFound) implements HostState {}
}
