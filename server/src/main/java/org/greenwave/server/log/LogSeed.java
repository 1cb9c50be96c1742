package org.greenwave.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.server.storage.RaftStorageImpl;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.server.storage.StorageImplUtils;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.MD5FileUtil;
import org.apache.ratis.util.SizeInBytes;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;

/**
 * The beginning of a log that does not begin with a founding but with a whole Directory, as its
 * snapshot: whoever joins later is sent that, whatever its size, and no entry could hold it.
 */
public final class LogSeed {
  private static final long TERM = 1;
  private static final long VOTERS_INDEX = 0;
  private static final long SNAPSHOT_INDEX = 1;

  private LogSeed() {}

  /** Writes the log of a system with one voter into a folder, and syncs it to disk. */
  public static void write(Path folder, Server voter, Directory directory) throws IOException {
    Path group =
        folder.resolve(RaftGroupId.valueOf(UUID.fromString(directory.id())).getUuid().toString());
    Files.createDirectories(group);
    try (RaftStorageImpl storage =
        StorageImplUtils.newRaftStorage(
            group.toFile(), SizeInBytes.ZERO, StartupOption.FORMAT, CorruptionPolicy.EXCEPTION)) {
      storage.initialize();
      storage.getMetadataFile().persist(RaftStorageMetadata.valueOf(TERM, null));
      storage.writeRaftConfiguration(voters(voter));
      Path snapshots = group.resolve(RaftStorageDirectory.STATE_MACHINE_DIR_NAME);
      Files.createDirectories(snapshots);
      Path snapshot =
          snapshots.resolve(SimpleStateMachineStorage.getSnapshotFileName(TERM, SNAPSHOT_INDEX));
      Files.write(snapshot, Json.bytes(directory));
      MD5FileUtil.computeAndSaveMd5ForFile(snapshot.toFile());
    }
    sync(folder);
  }

  private static LogEntryProto voters(Server only) {
    return LogEntryProto.newBuilder()
        .setTerm(TERM)
        .setIndex(VOTERS_INDEX)
        .setConfigurationEntry(
            RaftConfigurationProto.newBuilder().addPeers(Voter.peer(only).getRaftPeerProto()))
        .build();
  }

  /** Each file, then the folders from the inside out. */
  private static void sync(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inner) {
        Synced.sync(path);
      }
    }
  }
}
