package org.greenwave.directory;

/**
 * Why something was decided, refused, passed over or left alone (law L8). The same sentence stands
 * in the log, the history, the command line, the console and the scenario files.
 */
public sealed interface Reason
    permits GrantReason, WaitReason, SkipReason, LevelReason, StepReason, Refusal {
  /** One plain sentence for a person. */
  String sentence();

  /** A stable word for programs and scenario files: the type's name as {@code first-usable}. */
  default String code() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
