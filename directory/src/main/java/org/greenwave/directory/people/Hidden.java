package org.greenwave.directory.people;

/** A value that no log, trace or message shows. */
public record Hidden(String value) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
