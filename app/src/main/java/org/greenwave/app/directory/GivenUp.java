package org.greenwave.app.directory;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Other systems that are given up for the one that is carried on. */
final class GivenUp {
  @Option(
      names = "--also-succeeds",
      paramLabel = "DIRECTORY",
      description =
          "The identity of a system that was carried on from the same one, holds the role databases"
              + " and is given up; may be repeated.")
  private List<String> systems = List.of();

  SortedSet<String> systems() {
    return new TreeSet<>(systems);
  }
}
