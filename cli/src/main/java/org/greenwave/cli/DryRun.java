package org.greenwave.cli;

import picocli.CommandLine.Option;

/** The option to look before leaping. */
final class DryRun {
  @Option(
      names = "--dry-run",
      description = "Only tell what would happen; exit code 1 if something would change.")
  boolean wanted;
}
