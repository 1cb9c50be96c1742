package org.greenwave.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** What this machine is: Java, operating system, processors, memory, disks, time. */
public final class MachineFacts {
  private static final List<String> PROPERTIES =
      List.of(
          "java.version",
          "java.vendor",
          "java.vm.name",
          "os.name",
          "os.version",
          "os.arch",
          "file.encoding",
          "user.name");

  private MachineFacts() {}

  /** Gathers them. */
  public static void gather(ZonedDateTime now, Gathered gathered) {
    gathered.add("machine/versions.txt", () -> versions(now));
    gathered.add("machine/disks.txt", MachineFacts::disks);
    for (String kernel : List.of("meminfo", "loadavg", "uptime")) {
      Path file = Path.of("/proc", kernel);
      if (Files.isReadable(file)) {
        gathered.add("machine/" + kernel + ".txt", () -> Files.readString(file));
      } else {
        gathered.miss(file + " is not there: this system does not tell it that way.");
      }
    }
  }

  private static String versions(ZonedDateTime now) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("time " + now);
    PROPERTIES.forEach(name -> lines.add(name + " " + System.getProperty(name, "unknown")));
    lines.add("processors " + Runtime.getRuntime().availableProcessors());
    Path release = Path.of("/etc/os-release");
    if (Files.isReadable(release)) {
      lines.addAll(Files.readAllLines(release));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String disks() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (FileStore disk : FileSystems.getDefault().getFileStores()) {
      if (disk.getTotalSpace() > 0) {
        lines.append(
            "%s %s: %,d of %,d bytes free\n"
                .formatted(disk, disk.type(), disk.getUsableSpace(), disk.getTotalSpace()));
      }
    }
    return lines.toString();
  }
}
