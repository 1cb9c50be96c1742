package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.server.storage.RaftStorageImpl;
import org.apache.ratis.server.storage.StorageImplUtils;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.MD5FileUtil;
import org.apache.ratis.util.SizeInBytes;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Levels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stops the log here is told, for the engine only ends itself. */
class DirectoryMachineTest {
  private final List<RuntimeException> broken = new ArrayList<>();
  private boolean exhausted;

  @TempDir private Path folder;

  @Test
  void aSnapshotThatCannotBeReadIsTold() throws IOException {
    DirectoryMachine machine = machine();
    try (RaftStorageImpl storage = storage()) {
      Path snapshots = folder.resolve("group").resolve(RaftStorageDirectory.STATE_MACHINE_DIR_NAME);
      Files.createDirectories(snapshots);
      machine.getStateMachineStorage().init(storage);
      machine.reinitialize();
      assertThat(broken).isEmpty();

      Path snapshot = snapshots.resolve(SimpleStateMachineStorage.getSnapshotFileName(1, 1));
      Files.writeString(snapshot, "{\"id\":");
      MD5FileUtil.computeAndSaveMd5ForFile(snapshot.toFile());
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(machine::reinitialize);
      assertThat(broken).hasSize(1);

      Files.delete(snapshot);
      Files.createDirectory(snapshot);
      assertThatExceptionOfType(IOException.class).isThrownBy(machine::reinitialize);
      assertThat(broken.getLast()).isInstanceOf(StoppedLogException.class);
    }
  }

  @Test
  void anEntryForWhichThereIsNoMemoryIsTold() {
    DirectoryMachine machine = machine();
    TransactionContext entry =
        TransactionContext.newBuilder()
            .setStateMachine(machine)
            .setServerRole(RaftPeerRole.FOLLOWER)
            .setLogEntry(barrier())
            .build();
    machine.applyTransaction(entry);
    assertThat(broken).isEmpty();

    exhausted = true;
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> machine.applyTransaction(entry));
    assertThat(broken)
        .singleElement()
        .isInstanceOf(StoppedLogException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("Java heap space")
        .contains("has to be started anew");
  }

  private RaftStorageImpl storage() throws IOException {
    RaftStorageImpl storage =
        StorageImplUtils.newRaftStorage(
            folder.resolve("group").toFile(),
            SizeInBytes.ZERO,
            StartupOption.FORMAT,
            CorruptionPolicy.EXCEPTION);
    storage.initialize();
    return storage;
  }

  private static LogEntryProto barrier() {
    byte[] written = EntryForm.written(new LogCommand.Barrier(825), 1);
    return LogEntryProto.newBuilder()
        .setTerm(1)
        .setIndex(1)
        .setStateMachineLogEntry(
            StateMachineLogEntryProto.newBuilder()
                .setLogData(UnsafeByteOperations.unsafeWrap(written)))
        .build();
  }

  private long nowMillis() {
    if (exhausted) {
      throw new OutOfMemoryError("Java heap space");
    }
    return 0;
  }

  private DirectoryMachine machine() {
    LeaseBound bound = new LeaseBound(825, this::nowMillis);
    return new DirectoryMachine(new Hearing(), bound, new Quiet(), Levels.FIRST);
  }

  /** Keeps what it hears of what is broken. */
  private final class Hearing implements ConsensusLog.Listener {
    @Override
    public void applied(Directory directory, Change change, Stamp stamp) {}

    @Override
    public void replaced(Directory directory) {}

    @Override
    public void leading(long term, long inheritedLeaseMillis) {}

    @Override
    public void following() {}

    @Override
    public void broken(RuntimeException why) {
      broken.add(why);
    }
  }

  /** No elections are held here. */
  private static final class Quiet implements DirectoryMachine.Elections {
    @Override
    public void leaderReady() {}

    @Override
    public void leaderChanged(String leader) {}
  }
}
