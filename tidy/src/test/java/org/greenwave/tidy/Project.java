package org.greenwave.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The project's files as a person would commit them: nothing built, nothing fetched. */
final class Project {
  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", ".git", ".greenwave", ".idea", ".vscode");

  private Project() {}

  /** The folder that holds the root pom. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("tidy/pom.xml")) ? here : here.resolveSibling("").normalize();
  }

  /** All files whose name ends so, below the root. */
  static List<Path> files(String... endings) {
    return below(root(), endings);
  }

  /** All files whose name ends so, below a folder. Empty when there is no such folder. */
  static List<Path> below(Path folder, String... endings) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try {
        Files.walkFileTree(folder, new Collector(found, endings));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    found.sort(null);
    return found;
  }

  /** A file's text; empty when it is no text at all, or not there. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException | NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's path as people name it. */
  static String name(Path file) {
    return root().relativize(file.toAbsolutePath()).toString();
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> found;
    private final String[] endings;

    Collector(List<Path> found, String... endings) {
      this.found = found;
      this.endings = endings;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return NOT_OURS.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && endsAsWanted(file.getFileName().toString())) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean endsAsWanted(String name) {
      for (String ending : endings) {
        if (name.endsWith(ending)) {
          return true;
        }
      }
      return endings.length == 0 && !NOT_OURS.contains(name);
    }
  }
}
