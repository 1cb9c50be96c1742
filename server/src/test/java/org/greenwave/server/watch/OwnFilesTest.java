package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.greenwave.server.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files that the listener's thread has for itself stay its own: a thread that it started would
 * share them, find none of the process's, and take other files for those that it knows by number.
 */
class OwnFilesTest {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** As many carriers as virtual threads may have. */
  private static final int CARRIERS = 12;

  /** A process with a file of its own, which watchers leave while more and more of it is busy. */
  static final class Watched {
    private Watched() {}

    public static void main(String[] args) throws Exception {
      Path file = Path.of(args[1]);
      InetSocketAddress at =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
      BlockingQueue<String> told = new LinkedBlockingQueue<>();
      try (FileInputStream open = new FileInputStream(file.toFile());
          DeathListener listener =
              new DeathListener(at, "alpha 1\n", (line, _) -> line, told::add)) {
        for (int busy = 0; busy < CARRIERS - 1; busy++) {
          Thread.ofVirtual().start(Watched::spin);
          watchAndLeave(at);
          Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS), "nobody was told");
        }
        System.out.println(strangers(file));
        assertThat(listener).isNotNull();
        assertThat(open).isNotNull();
      }
      System.exit(0);
    }

    private static void spin() {
      while (true) {
        Thread.onSpinWait();
      }
    }

    private static void watchAndLeave(InetSocketAddress at) throws IOException {
      try (Socket watcher = new Socket(at.getAddress(), at.getPort())) {
        watcher.getOutputStream().write("beta\n".getBytes(StandardCharsets.UTF_8));
        watcher.getInputStream().readNBytes("alpha 1\n".length());
      }
    }

    /** The names of the threads that do not have a file of the process. */
    private static List<String> strangers(Path file) throws IOException {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
        for (Path thread : threads) {
          if (!has(thread, file)) {
            names.add(Files.readString(thread.resolve("comm")).strip());
          }
        }
      }
      return names;
    }

    private static boolean has(Path thread, Path file) throws IOException {
      try (DirectoryStream<Path> open = Files.newDirectoryStream(thread.resolve("fd"))) {
        for (Path number : open) {
          if (Files.isSymbolicLink(number) && Files.readSymbolicLink(number).equals(file)) {
            return true;
          }
        }
        return false;
      }
    }
  }

  @Test
  void noOtherThreadSharesThem(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isDirectory(THREADS), "this system does not tell a thread's files");
    Path file = Files.createFile(folder.toRealPath().resolve("open"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS,
                "-cp",
                System.getProperty("java.class.path"),
                Watched.class.getName(),
                String.valueOf(FreePorts.first()),
                file.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).isEqualTo("[death-listener]\n");
    } finally {
      process.destroyForcibly();
    }
  }
}
