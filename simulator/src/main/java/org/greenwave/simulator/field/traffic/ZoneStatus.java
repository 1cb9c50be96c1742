package org.greenwave.simulator.field.traffic;

/** What a zone says about itself: those states of NTCIP 1209 that the field has. */
public enum ZoneStatus {
  /** No other state applies. */
  OK(2),
  /** The unit has just started. */
  INITIALIZING(3),
  /** Something has stood on the detector for too long. */
  MAX_PRESENCE(5);

  private final int code;

  ZoneStatus(int code) {
    this.code = code;
  }

  /** The number on the wire (NTCIP 1209 v02, sensorZoneStatus). */
  public int code() {
    return code;
  }

  /** The status with a number on the wire. */
  public static ZoneStatus of(int code) {
    for (ZoneStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("No zone of the field has the status " + code);
  }
}
