package org.greenwave.proving.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;

/**
 * A site on which every server, and the database, has a small disk of its own: mounted where its
 * folder is to be, before it is started for the first time, in this process's own namespace.
 */
public final class Disks implements Site {
  /** The code of a server whose log can be written no more. */
  public static final int LOG_FAILED = 70;

  /** The keys that name a process's folder. */
  private static final List<String> FOLDER_KEYS = List.of("--data", "--folder");

  private static final int SERVER_MEGABYTES = 64;
  private static final int DATABASE_MEGABYTES = 200;
  private static final String FILLER = "everything-else-on-this-disk";
  private static final int LARGE = 1 << 20;

  /** The least that a file can take. */
  private static final int PAGE = 4_096;

  private final Site site;
  private final Map<String, Path> folders = new ConcurrentHashMap<>();

  /** Gives the processes of a site small disks. */
  public Disks(Site site) {
    this.site = site;
  }

  @Override
  public String address(String process) {
    return site.address(process);
  }

  @Override
  public int port(String process) {
    return site.port(process);
  }

  @Override
  public List<String> inside(String process, List<String> command) {
    command.stream()
        .filter(FOLDER_KEYS::contains)
        .findFirst()
        .map(key -> Path.of(command.get(command.indexOf(key) + 1)))
        .ifPresent(folder -> folders.computeIfAbsent(process, _ -> mounted(process, folder)));
    return site.inside(process, command);
  }

  private static Path mounted(String process, Path folder) {
    boolean database = process.equals(LocalCluster.DATABASE);
    int megabytes = database ? DATABASE_MEGABYTES : SERVER_MEGABYTES;
    try {
      Files.createDirectories(folder);
      run(
          List.of(
              "mount",
              "-t",
              "tmpfs",
              "-o",
              "mode=711,size=%dm".formatted(megabytes),
              "disk of " + process,
              folder.toString()));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("no disk could be made for " + process, e);
    }
  }

  /** Takes all the space that is left; what was taken before stays taken. */
  public void fill(String process) throws IOException {
    try (FileChannel filler =
        FileChannel.open(
            filler(process),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      take(filler, LARGE);
      take(filler, PAGE);
    }
  }

  private static void take(FileChannel filler, int bytes) {
    ByteBuffer block = ByteBuffer.allocate(bytes);
    try {
      while (block.hasRemaining()) {
        filler.write(block);
        block.clear();
      }
    } catch (IOException full) {
      block.clear();
    }
  }

  /** Gives the space back. */
  public void free(String process) throws IOException {
    Files.deleteIfExists(filler(process));
  }

  /** Gives all the space back that was taken. */
  public void free() throws IOException {
    for (String process : folders.keySet()) {
      free(process);
    }
  }

  /** How much of a disk is free, in bytes. */
  long freeBytes(String process) throws IOException {
    return Files.getFileStore(folder(process)).getUsableSpace();
  }

  private Path filler(String process) {
    return folder(process).resolve(FILLER);
  }

  private Path folder(String process) {
    return Objects.requireNonNull(folders.get(process), process);
  }

  @Override
  public void close() {
    try {
      for (Path folder : folders.values()) {
        run(List.of("umount", folder.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a disk stays until the trial ends", e);
    } finally {
      site.close();
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
