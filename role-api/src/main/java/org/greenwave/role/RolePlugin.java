package org.greenwave.role;

import java.util.List;

/** A role type: what makes hosted roles of one kind. Stateless; one instance serves all roles. */
public interface RolePlugin {
  /** The role type's name as roles name it, such as {@code tss}. */
  String type();

  /** One line that tells an administrator what roles of this type do. */
  String description();

  /** The plug-in's version, {@code major.minor.patch}. */
  String version();

  /** Class path folder with the role's ordered Flyway migrations, without a leading slash. */
  String migrations();

  /** What a role of this type starts with when its creator gives no settings: a JSON document. */
  String defaultSettings();

  /**
   * Checks settings before they are saved.
   *
   * @return the problems, each a sentence that says what to do; empty when the settings are sound
   */
  List<String> check(String settings);

  /** Makes a role that is loaded but neither warm nor active. Must not block. */
  HostedRole prepare(RoleContext context);
}
