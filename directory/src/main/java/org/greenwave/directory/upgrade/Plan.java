package org.greenwave.directory.upgrade;

import java.util.List;
import java.util.Optional;

/**
 * How a system comes to a version, and how far it is.
 *
 * @param target the version
 * @param mixed whether servers have different versions
 * @param level the Directory's level
 * @param raising whether the level rises, and what holds it back
 * @param steps of each server, in the order in which they are to be upgraded
 * @param sentence how far it is
 */
public record Plan(
    String target, boolean mixed, int level, Raising raising, List<Step> steps, String sentence) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The step that is to be taken now; empty when all is done. */
  public Optional<Step> next() {
    return steps.stream().filter(step -> step.phase() != Step.Phase.DONE).findFirst();
  }
}
