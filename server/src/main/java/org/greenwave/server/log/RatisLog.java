package org.greenwave.server.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ProtoUtils;
import org.greenwave.directory.Change;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.audit.Author;
import org.greenwave.server.codec.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicated log by Apache Ratis over gRPC, one group, submitted to within the process. */
public final class RatisLog implements ConsensusLog {
  private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);
  private static final long ADMIT_MILLIS = 60_000;

  /**
   * How to take part.
   *
   * @param name this server
   * @param endpoints where it is reached
   * @param folder where the log is kept
   * @param systemId the Directory's identity; names the group
   * @param founding true for the first server of a system, on its very first start
   */
  public record Options(
      String name, Endpoints endpoints, Path folder, String systemId, boolean founding) {}

  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();
  private final InstantSource clock;
  private final Listener listener;
  private final LeaseBound leaseBound;
  private final RaftGroupId groupId;
  private final RaftServer server;

  /**
   * Starts taking part.
   *
   * @throws IOException when the folder or the port cannot be used
   */
  public RatisLog(Options options, InstantSource clock, LeaseBound leaseBound, Listener listener)
      throws IOException {
    this.clock = clock;
    this.listener = listener;
    this.leaseBound = leaseBound;
    groupId = RaftGroupId.valueOf(UUID.fromString(options.systemId()));
    List<RaftPeer> first = options.founding() ? List.of(peer(options)) : List.of();
    DirectoryMachine machine = new DirectoryMachine(listener, leaseBound, elections());
    Endpoints at = options.endpoints();
    server =
        RaftServer.newBuilder()
            .setServerId(RaftPeerId.valueOf(options.name()))
            .setGroup(RaftGroup.valueOf(groupId, first))
            .setStateMachine(machine)
            .setProperties(RatisSettings.of(options.folder(), at.host(), at.consensus()))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    server.start();
    if (members().equals(Set.of(options.name()))) {
      callElection(options.name()); // the engine would wait for a leader that nobody else can be
    }
  }

  private static RaftPeer peer(Options options) {
    return peer(options.name(), options.endpoints());
  }

  private static RaftPeer peer(String name, Endpoints endpoints) {
    return RaftPeer.newBuilder()
        .setId(name)
        .setAddress(endpoints.host() + ":" + endpoints.consensus())
        .build();
  }

  private DirectoryMachine.Elections elections() {
    return new DirectoryMachine.Elections() {
      @Override
      public void leaderReady() {
        announceLeading();
      }

      @Override
      public void leaderChanged(String leader) {
        LOG.info("{} leads the Directory", leader.isEmpty() ? "Nobody" : leader);
      }
    };
  }

  /** Leads only once an entry of the own term has been applied (rule 4). */
  private void announceLeading() {
    long inherited = leaseBound.remainingMillis();
    barrier(inherited)
        .whenComplete((_, failure) -> {
          if (failure == null) {
            listener.leading(term(), inherited);
          } else {
            LOG.info("Could not begin to lead: {}", failure.getMessage());
          }
        });
  }

  @Override
  public CompletableFuture<Receipt> propose(Change change, Optional<Author> author) {
    return submit(new LogCommand.Propose(clock.instant(), change, author));
  }

  @Override
  public CompletableFuture<Void> barrier(long longestLeaseMillis) {
    return submit(new LogCommand.Barrier(longestLeaseMillis)).thenApply(_ -> null);
  }

  private CompletableFuture<Receipt> submit(LogCommand command) {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(client)
            .setServerId(server.getId())
            .setGroupId(groupId)
            .setCallId(calls.incrementAndGet())
            .setType(RaftClientRequest.writeRequestType())
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(Json.bytes(command))))
            .build();
    try {
      return server.submitClientRequestAsync(request).thenApply(RatisLog::receipt);
    } catch (IOException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static Receipt receipt(RaftClientReply reply) {
    if (reply.isSuccess()) {
      return Json.read(reply.getMessage().getContent().toByteArray(), Receipt.class);
    }
    boolean notLeading =
        reply.getNotLeaderException() != null || reply.getLeaderNotReadyException() != null;
    String detail = String.valueOf(reply.getException().getMessage());
    throw new CompletionException(
        notLeading ? new NotLeadingException(detail) : reply.getException());
  }

  @Override
  public Optional<String> leader() {
    try {
      RaftPeerId leader = server.getDivision(groupId).getInfo().getLeaderId();
      return Optional.ofNullable(leader).map(RaftPeerId::toString);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public long term() {
    try {
      return server.getDivision(groupId).getInfo().getCurrentTerm();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void leaderEnded(String leader) {
    if (leader().filter(leader::equals).isPresent()) {
      callElection(leader);
    }
  }

  /** Calls an election as the leader does that hands over, which goes without a vote before it. */
  private void callElection(String leader) {
    try {
      TermIndex last = server.getDivision(groupId).getRaftLog().getLastEntryTermIndex();
      server.startLeaderElection(
          StartLeaderElectionRequestProto.newBuilder()
              .setServerRequest(
                  RaftRpcRequestProto.newBuilder()
                      .setRequestorId(RaftPeerId.valueOf(leader).toByteString())
                      .setReplyId(server.getId().toByteString())
                      .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(groupId))
                      .setCallId(calls.incrementAndGet()))
              .setLeaderLastEntry((last == null ? TermIndex.INITIAL_VALUE : last).toProto())
              .build());
    } catch (IOException failure) {
      LOG.info("Could not call an election: {}", failure.getMessage());
    }
  }

  @Override
  public Set<String> members() {
    try {
      return server.getDivision(groupId).getRaftConf().getCurrentPeers().stream()
          .map(peer -> peer.getId().toString())
          .collect(Collectors.toSet());
    } catch (IOException _) {
      return Set.of();
    }
  }

  @Override
  public CompletableFuture<Void> admit(Server joiner) {
    try {
      List<RaftPeer> peers =
          new ArrayList<>(server.getDivision(groupId).getRaftConf().getCurrentPeers());
      peers.removeIf(peer -> peer.getId().toString().equals(joiner.name()));
      peers.add(peer(joiner.name(), joiner.endpoints()));
      SetConfigurationRequest request =
          new SetConfigurationRequest(
              client, server.getId(), groupId, calls.incrementAndGet(), peers);
      return server
          .setConfigurationAsync(request)
          .orTimeout(ADMIT_MILLIS, TimeUnit.MILLISECONDS)
          .thenApply(reply -> {
            if (!reply.isSuccess()) {
              throw new CompletionException(reply.getException());
            }
            return null;
          });
    } catch (IOException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      LOG.info("The log did not close in order: {}", failure.getMessage());
    }
  }
}
