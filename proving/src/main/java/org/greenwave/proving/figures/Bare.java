package org.greenwave.proving.figures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bare JVM of a reference measurement: it says lines, and ends when this process ends. Steady
 * clocks of all JVMs of one machine are one clock, so what it says of time can be compared.
 */
public final class Bare implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private Bare(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static Bare start(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return new Bare(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The number at the end of the next line that it says. */
  public long number() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("a bare JVM ended without a word");
    }
    return Long.parseLong(line.strip());
  }

  /** Kills it, and tells when that was. */
  public long kill() {
    long now = System.nanoTime();
    process.destroyForcibly();
    return now;
  }

  /** Ends this JVM when the one that started it has closed its end, or ended. */
  public static void endWithParent() {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (System.in.read() >= 0) {
              Thread.onSpinWait();
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            Runtime.getRuntime().halt(0);
          }
        });
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
