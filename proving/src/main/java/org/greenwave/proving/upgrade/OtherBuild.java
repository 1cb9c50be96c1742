package org.greenwave.proving.upgrade;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.greenwave.server.config.Build;

/**
 * The same code as another build: a small jar in front of it says another version and level.
 *
 * @param release the version
 * @param jar what stands in front
 */
record OtherBuild(String release, Path jar) {
  /** Makes one in a folder. */
  static OtherBuild make(Path folder, String release, int level) throws IOException {
    Path jar = folder.resolve("build-" + release + ".jar");
    String said = "release=%s%nlevel=%d%n".formatted(release, level);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new ZipEntry(Build.FILE));
      out.write(said.getBytes(StandardCharsets.ISO_8859_1));
    }
    return new OtherBuild(release, jar);
  }

  /** The command that starts this build instead; a recording of another build is of no use. */
  List<String> command(List<String> of) {
    List<String> command = new ArrayList<>(of);
    command.removeIf(word -> word.startsWith("-XX:AOTCache="));
    int path = command.indexOf("-cp") + 1;
    command.set(path, jar + ":" + command.get(path));
    return command;
  }
}
