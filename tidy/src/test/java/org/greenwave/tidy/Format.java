package org.greenwave.tidy;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The one way Java is laid out here: google-java-format, as its command line does it. Also a
 * program of its own that rewrites every file; the script {@code format} runs it from source.
 */
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  /** What is wrong with a file's layout, if anything. */
  static Optional<Finding> check(String where, String source) {
    try {
      return FORMATTER.formatSourceAndFixImports(source).equals(source)
          ? Optional.empty()
          : Optional.of(new Finding(where, "Run ./format."));
    } catch (FormatterException e) {
      return Optional.of(new Finding(where, "It cannot be parsed: " + e.getMessage()));
    }
  }

  /** Rewrites a file if its layout is wrong, and tells whether it was. */
  static boolean rewrite(Path file) throws IOException, FormatterException {
    String source = Files.readString(file);
    String formatted = FORMATTER.formatSourceAndFixImports(source);
    if (formatted.equals(source)) {
      return false;
    }
    Files.writeString(file, formatted);
    return true;
  }

  /** Rewrites the files given, or every Java file of the project. */
  public static void main(String[] arguments) throws IOException, FormatterException {
    var files =
        arguments.length == 0
            ? Project.files(".java")
            : Arrays.stream(arguments).map(Path::of).toList();
    for (Path file : files) {
      if (rewrite(file)) {
        System.out.println("formatted " + file);
      }
    }
  }
}
