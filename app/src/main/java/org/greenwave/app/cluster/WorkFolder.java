package org.greenwave.app.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A temporary folder of one run, locked while the run lives. Folders whose lock nobody holds were
 * left by runs that were killed: the next run ends their processes and deletes them.
 */
public final class WorkFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String PROCESSES = "processes";

  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Clears away what dead runs have left, then makes a new folder with this prefix. */
  public static WorkFolder create(Path parent, String prefix) throws IOException {
    try (var folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path left : folders) {
        sweep(left);
      }
    }
    Path path = Files.createTempDirectory(parent, prefix);
    // PostgreSQL will not run as root; the user that it runs as must get through to its own folder.
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    FileChannel channel = open(path.resolve(LOCK));
    if (channel.tryLock() == null) {
      throw new IOException("Somebody else has locked the new folder " + path + ".");
    }
    return new WorkFolder(path, channel);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void sweep(Path left) throws IOException {
    if (!Files.isWritable(left) || !Files.exists(left.resolve(LOCK))) {
      return;
    }
    try (FileChannel channel = open(left.resolve(LOCK));
        FileLock held = channel.tryLock()) {
      if (held != null) {
        endProcesses(left.resolve(PROCESSES));
        delete(left);
      }
    } catch (OverlappingFileLockException e) {
      // Another run in this very process holds it.
      return;
    }
  }

  private static void endProcesses(Path list) throws IOException {
    List<String> lines = Files.exists(list) ? Files.readAllLines(list) : List.of();
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      ProcessHandle.of(Long.parseLong(words[0]))
          .filter(handle -> words[1].equals(started(handle)))
          .ifPresent(WorkFolder::endFamily);
    }
  }

  private static void endFamily(ProcessHandle handle) {
    List<ProcessHandle> family = handle.descendants().toList();
    handle.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  /** When a process started; with its number it names one process of this machine for ever. */
  private static String started(ProcessHandle handle) {
    return handle.info().startInstant().map(Object::toString).orElse("unknown");
  }

  /** Where the run may write. */
  public Path path() {
    return path;
  }

  void record(ProcessHandle handle) throws IOException {
    String line = handle.pid() + " " + started(handle) + "\n";
    Files.writeString(
        path.resolve(PROCESSES), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Deletes the folder with everything in it. */
  @Override
  public void close() throws IOException {
    delete(path);
    lock.close();
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
