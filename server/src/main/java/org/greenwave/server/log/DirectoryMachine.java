package org.greenwave.server.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Levels;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Timings;
import org.greenwave.directory.laws.DirectoryLaws;
import org.greenwave.directory.laws.DirectoryLaws.Breach;
import org.greenwave.server.codec.Json;
import org.jspecify.annotations.Nullable;

/**
 * Applies the committed log to the Directory. Its life-cycle methods are all needed: without {@code
 * pause} and {@code reinitialize}, taking over a snapshot would quietly shut the log down.
 */
final class DirectoryMachine extends BaseStateMachine {
  /** Hears of elections, beside what the log's listener hears. */
  interface Elections {
    void leaderReady();

    void leaderChanged(String leader);
  }

  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final ConsensusLog.Listener listener;
  private final LeaseBound leaseBound;
  private final Elections elections;
  private final Levels spoken;
  private volatile Directory directory = Directory.empty();

  DirectoryMachine(
      ConsensusLog.Listener listener, LeaseBound leaseBound, Elections elections, Levels spoken) {
    this.listener = listener;
    this.leaseBound = leaseBound;
    this.elections = elections;
    this.spoken = spoken;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage)
      throws IOException {
    getLifeCycle()
        .startAndTransition(() -> {
          super.initialize(server, groupId, raftStorage);
          storage.init(raftStorage);
          load();
        });
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  @Override
  public void reinitialize() throws IOException {
    load();
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  private void load() throws IOException {
    try {
      SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
      if (snapshot != null) {
        load(snapshot);
      }
    } catch (IOException | RuntimeException | Error why) {
      listener.broken(StoppedLogException.by(why));
      throw why;
    }
  }

  private void load(SingleFileSnapshotInfo snapshot) throws IOException {
    byte[] bytes = Files.readAllBytes(snapshot.getFile().getPath());
    directory = readable(Json.read(bytes, Directory.class));
    setLastAppliedTermIndex(snapshot.getTermIndex());
    Timings timings = directory.timings();
    leaseBound.committed(timings.withMargin(timings.leaseCapMillis()));
    listener.replaced(directory);
  }

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex last = getLastAppliedTermIndex();
    Directory shown = directory;
    Path file = storage.getSnapshotFile(last.getTerm(), last.getIndex()).toPath();
    // On disk before this returns: the log that it stands for is deleted soon after.
    Synced.replace(file, Json.bytes(shown));
    MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
    storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, digest), last));
    return last.getIndex();
  }

  @Override
  public SimpleStateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    try {
      return apply(transaction.getLogEntry());
    } catch (RuntimeException | Error why) {
      listener.broken(StoppedLogException.by(why));
      throw why;
    }
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto failed) {
    listener.broken(new UnwritableLogException(cause));
  }

  private CompletableFuture<Message> apply(LogEntryProto entry) {
    ByteString data = entry.getStateMachineLogEntry().getLogData();
    Receipt receipt =
        switch (EntryForm.read(data.toByteArray(), spoken)) {
          case LogCommand.Propose propose ->
              apply(propose.change(), new Stamp(propose.at(), entry.getTerm(), propose.author()));
          case LogCommand.Barrier(long longest) -> barrier(longest);
        };
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    String reply = new String(Json.bytes(receipt), StandardCharsets.UTF_8);
    return CompletableFuture.completedFuture(Message.valueOf(reply));
  }

  /** Nothing is taken over that this build does not speak, or it would go on with half of it. */
  private Directory readable(Directory next) {
    UnreadableEntryException.unlessSpoken(next, spoken);
    return next;
  }

  /** The level at which entries are written. */
  int level() {
    return directory.level();
  }

  /**
   * Applies a change for nobody to see: one that throws here would end every server, and do so
   * again at each start, for it would stand in the log.
   */
  void rehearse(Change change, Stamp stamp) {
    Directory before = directory;
    if (before.apply(change, stamp) instanceof Outcome.Accepted(Directory after)) {
      demandLaws(before, change, after);
    }
  }

  private static void demandLaws(Directory before, Change change, Directory after) {
    List<Breach> breaches = DirectoryLaws.breaches(before, after);
    if (!breaches.isEmpty()) {
      throw new IllegalStateException("A law is broken by " + change + ": " + breaches);
    }
  }

  private Receipt apply(Change change, Stamp stamp) {
    return switch (directory.apply(change, stamp)) {
      case Outcome.Accepted(Directory after) -> {
        demandLaws(directory, change, after);
        directory = readable(after);
        listener.applied(after, change, stamp);
        yield new Receipt(after.version(), List.of());
      }
      case Outcome.Refused refused -> new Receipt(directory.version(), refused.reasons());
    };
  }

  private Receipt barrier(long longestLeaseMillis) {
    leaseBound.committed(longestLeaseMillis);
    return new Receipt(directory.version(), List.of());
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    elections.leaderChanged(leader == null ? "" : Voter.server(leader));
  }

  @Override
  public void notifyLeaderReady() {
    elections.leaderReady();
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    listener.following();
  }
}
