package org.greenwave.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.MD5FileUtil;
import org.apache.ratis.util.SizeInBytes;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Levels;
import org.greenwave.directory.Outcome;
import org.greenwave.server.codec.Json;

/**
 * The Directory as a stopped server's snapshot and log hold it. Every entry counts, also one of
 * which this server has not learned that it was committed: it may have been, and then somebody
 * relies on it.
 *
 * @param written when the log was written last, by the machine's clock
 */
public record LogCopy(Directory directory, Instant written) {
  private static final SizeInBytes LARGEST_ENTRY = SizeInBytes.valueOf("64MB");

  /**
   * Reads the log of a system.
   *
   * @param folder that of the log
   * @param spoken what this build speaks
   * @throws IOException when it is not there or not whole
   * @throws UnreadableEntryException when only a newer version can read it
   */
  public static LogCopy read(Path folder, String systemId, Levels spoken) throws IOException {
    Path group = folder.resolve(systemId);
    if (!Files.isDirectory(group)) {
      throw new IOException("There is no log of the Directory in " + folder + ".");
    }
    return new Reader(group, spoken).read();
  }

  /** Replays one log. */
  private static final class Reader {
    private final Path group;
    private final Levels spoken;
    private Directory directory = Directory.empty();
    private long last = -1;
    private Instant written = Instant.EPOCH;

    Reader(Path group, Levels spoken) {
      this.group = group;
      this.spoken = spoken;
    }

    LogCopy read() throws IOException {
      Optional<Path> snapshot = snapshot();
      if (snapshot.isPresent()) {
        directory = Json.read(Files.readAllBytes(snapshot.get()), Directory.class);
        last = index(snapshot.get());
        note(snapshot.get());
      }
      for (LogSegmentPath segment : segments()) {
        note(segment.getPath());
        int _ =
            LogSegment.readSegmentFile(
                segment.getPath().toFile(),
                segment.getStartEnd(),
                LARGEST_ENTRY,
                CorruptionPolicy.WARN_AND_RETURN, // the last entry may have been half written
                null,
                this::take);
      }
      return new LogCopy(directory, written);
    }

    private void note(Path file) throws IOException {
      Instant then = Files.getLastModifiedTime(file).toInstant();
      written = then.isAfter(written) ? then : written;
    }

    private Optional<Path> snapshot() throws IOException {
      Path folder = group.resolve(RaftStorageDirectory.STATE_MACHINE_DIR_NAME);
      if (!Files.isDirectory(folder)) {
        return Optional.empty();
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> name(file).matches())
            .filter(Reader::sound)
            .max(Comparator.comparingLong(Reader::index));
      }
    }

    private static Matcher name(Path file) {
      return SimpleStateMachineStorage.SNAPSHOT_REGEX.matcher(file.getFileName().toString());
    }

    private static boolean sound(Path snapshot) {
      try {
        MD5FileUtil.verifySavedMD5(
            snapshot.toFile(), MD5FileUtil.computeMd5ForFile(snapshot.toFile()));
        return true;
      } catch (IOException _) {
        return false;
      }
    }

    private static long index(Path snapshot) {
      String name = snapshot.getFileName().toString();
      return Long.parseLong(name.substring(name.indexOf('_') + 1));
    }

    private List<LogSegmentPath> segments() throws IOException {
      try (Stream<Path> files = Files.list(group.resolve(RaftStorageDirectory.CURRENT_DIR_NAME))) {
        return files
            .map(LogSegmentPath::matchLogSegment)
            .flatMap(found -> Optional.ofNullable(found).stream())
            .sorted(Comparator.comparing(LogSegmentPath::getStartEnd))
            .toList();
      }
    }

    private void take(LogEntryProto entry) {
      if (entry.getIndex() <= last) {
        return;
      }
      if (entry.getIndex() != last + 1) {
        throw new IllegalStateException(
            "The log in %s is not whole: entry %d follows %d."
                .formatted(group, entry.getIndex(), last));
      }
      last = entry.getIndex();
      if (entry.hasStateMachineLogEntry()) {
        apply(entry);
      }
    }

    private void apply(LogEntryProto entry) {
      byte[] data = entry.getStateMachineLogEntry().getLogData().toByteArray();
      switch (EntryForm.read(data, spoken)) {
        case LogCommand.Propose propose -> {
          Stamp stamp = new Stamp(propose.at(), entry.getTerm(), propose.author());
          if (directory.apply(propose.change(), stamp) instanceof Outcome.Accepted(var after)) {
            directory = after;
          }
        }
        case LogCommand.Barrier _ -> {}
      }
    }
  }
}
