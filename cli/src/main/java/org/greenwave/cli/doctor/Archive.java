package org.greenwave.cli.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The archive as a zip file that only its owner may read. */
public final class Archive {
  private Archive() {}

  /**
   * What stands in an archive.
   *
   * @param lines its files with their sizes
   * @param missing what could not be got, a sentence each
   */
  public record Contents(List<String> lines, List<String> missing) {}

  /** Writes an archive; a file of this name must not be there yet. */
  public static Contents write(Path file, Gathered gathered) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ZipOutputStream zip = new ZipOutputStream(made(file))) {
      for (Gathered.Entry entry : gathered.entries()) {
        try {
          byte[] bytes = entry.text().read().getBytes(StandardCharsets.UTF_8);
          put(zip, entry.name(), bytes);
          lines.add("%s (%,d bytes)".formatted(entry.name(), bytes.length));
        } catch (IOException failure) {
          gathered.miss("%s could not be read: %s.".formatted(entry.name(), failure.getMessage()));
        }
      }
      Contents contents = new Contents(lines, gathered.missing());
      put(zip, "contents.txt", text(contents).getBytes(StandardCharsets.UTF_8));
      return contents;
    }
  }

  private static OutputStream made(Path file) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static String text(Contents contents) {
    List<String> all = new ArrayList<>(contents.lines());
    all.add("");
    all.add("What could not be got:");
    all.addAll(contents.missing().isEmpty() ? List.of("nothing") : contents.missing());
    return String.join("\n", all) + "\n";
  }
}
