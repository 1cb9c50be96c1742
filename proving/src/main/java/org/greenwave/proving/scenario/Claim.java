package org.greenwave.proving.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.simulator.scenario.Scenario;
import org.greenwave.simulator.scenario.Scenario.Part;

/**
 * A scenario that says of itself that it is played on real processes too.
 *
 * @param name its file's name, which is the claim
 * @param commands what is done
 * @param expected what the rules decide on it, in order
 * @param shown who works at each <em>show</em>, in order
 */
record Claim(String name, List<String> commands, List<Decision> expected, List<Hosting> shown) {
  /** The command at which it is looked who works; always the last of its block. */
  static final String SHOW = "show";

  private static final String TAG = "# Also played on real processes.";
  private static final String SUFFIX = ".scenario";

  /** All of them below a folder, by their names. */
  static List<Claim> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    }
  }

  private static Optional<Claim> read(Path file) {
    try {
      String text = Files.readString(file);
      return text.lines().anyMatch(TAG::equals)
          ? Optional.of(of(file.getFileName().toString(), Scenario.parse(text)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Claim of(String file, Scenario scenario) {
    List<Part.Block> blocks =
        scenario.parts().stream()
            .filter(Part.Block.class::isInstance)
            .map(Part.Block.class::cast)
            .toList();
    return new Claim(
        file.replace(SUFFIX, "").replace('-', ' '),
        blocks.stream().flatMap(block -> block.commands().stream()).toList(),
        blocks.stream()
            .flatMap(block -> block.transcript().stream())
            .flatMap(line -> Decision.ofTranscript(line).stream())
            .toList(),
        blocks.stream()
            .filter(block -> block.commands().contains(SHOW))
            .map(block -> Hosting.shownIn(block.transcript()))
            .toList());
  }
}
