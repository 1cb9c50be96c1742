package org.greenwave.server.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.ProtoUtils;
import org.greenwave.server.realtime.Realtime;

/**
 * Asks other voters for a vote that does not count, in the name of one with an empty log, whom they
 * all refuse. The refusal tells how far their own logs go. It also shows that they can be reached,
 * and leaves the way to them open: an election would otherwise begin with a handshake.
 */
final class StrawPoll {
  private final RaftServer server;
  private final RaftGroupId group;
  private final LongSupplier callIds;

  StrawPoll(RaftServer server, RaftGroupId group, LongSupplier callIds) {
    this.server = server;
    this.group = group;
    this.callIds = callIds;
  }

  /**
   * The last entry of a voter's log.
   *
   * @throws IOException when it is no voter that is known here
   * @throws RuntimeException when it does not answer within the engine's limit for a request
   */
  TermIndex lastEntry(RaftPeerId voter) throws IOException {
    return TermIndex.valueOf(
        server
            .getServerRpc()
            .requestVote(
                RequestVoteRequestProto.newBuilder()
                    .setServerRequest(
                        RaftRpcRequestProto.newBuilder()
                            .setRequestorId(server.getId().toByteString())
                            .setReplyId(voter.toByteString())
                            .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group))
                            .setCallId(callIds.getAsLong()))
                    .setCandidateLastEntry(TermIndex.INITIAL_VALUE.toProto())
                    .setPreVote(true)
                    .build())
            .getLastEntry());
  }

  /** The last entries of those who answer within a time; all are asked at once. */
  Map<RaftPeerId, TermIndex> lastEntries(Collection<RaftPeerId> voters, Duration limit) {
    Map<RaftPeerId, CompletableFuture<TermIndex>> asked = new HashMap<>();
    voters.forEach(voter -> asked.put(voter, ask(voter)));
    long until = System.nanoTime() + limit.toNanos();
    Map<RaftPeerId, TermIndex> answered = new HashMap<>();
    asked.forEach((voter, answer) -> {
      try {
        answered.put(voter, answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException | TimeoutException _) {
        // Whoever does not answer is left out.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    return answered;
  }

  private CompletableFuture<TermIndex> ask(RaftPeerId voter) {
    CompletableFuture<TermIndex> answer = new CompletableFuture<>();
    Realtime.startAnyhow(
        "straw-poll",
        () -> {
          try {
            answer.complete(lastEntry(voter));
          } catch (IOException | RuntimeException silent) {
            answer.completeExceptionally(silent);
          }
        });
    return answer;
  }
}
