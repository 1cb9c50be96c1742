package org.greenwave.role;

/** Hears what a role has to tell its viewers. Calls return at once and never throw. */
public interface RoleListener {
  /**
   * Something that viewers follow has changed.
   *
   * @param topic what changed, such as {@code zones}
   * @param json the change, a JSON document
   */
  void changed(String topic, String json);
}
