package org.greenwave.sensors.ntcip1209;

/**
 * One variable of an answer.
 *
 * @param oid what it is
 * @param value what it is worth
 */
public record Binding(Oid oid, Value value) {
  /** What a device may answer for a variable. */
  public sealed interface Value {}

  /** A number of any SNMP type, unsigned ones as they are. */
  public record Quantity(long value) implements Value {}

  /** Octets, each as one character. */
  public record Text(String value) implements Value {}

  /** The device does not have the variable (now). */
  public record Absent() implements Value {}

  /** The device has the variable and fails to say what it is worth. */
  public record Refused(String why) implements Value {}

  /** Something that no variable of ours can be. */
  public record Strange(String what) implements Value {}
}
