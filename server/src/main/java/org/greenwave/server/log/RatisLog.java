package org.greenwave.server.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.ProtoUtils;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.audit.Author;
import org.greenwave.server.codec.Json;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicated log by Apache Ratis over gRPC, one group, submitted to within the process. */
public final class RatisLog implements ConsensusLog {
  private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);
  private static final long RECONFIGURE_MILLIS = 60_000;

  /**
   * How to take part.
   *
   * @param server this server
   * @param folder where the log is kept
   * @param systemId the Directory's identity; names the group
   * @param founding true for the first server of a system, on its very first start
   * @param trust by which those who take part know each other
   */
  public record Options(
      Server server, Path folder, String systemId, boolean founding, Trust trust) {}

  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();
  private final InstantSource clock;
  private final Listener listener;
  private final LeaseBound leaseBound;
  private final RaftGroupId groupId;
  private final RaftServer server;
  private final DirectoryMachine machine;
  private final VoteWatch votes;
  private final Candidacy candidacy;

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
    List<RaftPeer> first = options.founding() ? List.of(Voter.peer(options.server())) : List.of();
    machine = new DirectoryMachine(listener, leaseBound, elections(), options.server().levels());
    Endpoints at = options.server().endpoints();
    String self = Voter.id(options.server());
    KeptVote vote = new KeptVote(options.folder(), options.systemId());
    vote.mend();
    server =
        RaftServer.newBuilder()
            .setServerId(RaftPeerId.valueOf(self))
            .setGroup(RaftGroup.valueOf(groupId, first))
            .setStateMachine(machine)
            .setProperties(RatisSettings.of(options.folder(), at.host(), at.consensus()))
            .setParameters(RatisSettings.secured(options.trust(), self))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    options.trust().alsoVoters(this::votes);
    candidacy =
        new Candidacy(
            server.getId(),
            new StrawPoll(server, groupId, calls::incrementAndGet),
            addresses(server),
            this::voterIds);
    server.start();
    votes =
        VoteWatch.begin(
            options.folder(),
            new VoteWatch.Engine(
                this::stopped, () -> leaderId().isPresent(), this::idle, vote::keep),
            listener::broken);
    if (voters().equals(Set.of(self))) {
      callElection(server.getId()); // the engine would wait for a leader that nobody else can be
    }
  }

  private static VoterAddresses addresses(RaftServer server) {
    if (server.getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> calls) {
      return new VoterAddresses(calls.getProxies());
    }
    throw new IllegalStateException("The consensus engine calls others in another way.");
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
    long term = term();
    long inherited = leaseBound.remainingMillis();
    barrier(inherited)
        .whenComplete((_, failure) -> {
          if (failure == null) {
            listener.leading(term, inherited);
          } else {
            LOG.info("Could not begin to lead: {}", failure.getMessage());
          }
        });
  }

  @Override
  public CompletableFuture<Receipt> propose(Change change, Optional<Author> author) {
    Instant at = clock.instant();
    try {
      machine.rehearse(change, new Stamp(at, term(), author));
    } catch (RuntimeException impossible) {
      LOG.error("{} cannot be applied, and is not proposed.", change.getClass(), impossible);
      return CompletableFuture.failedFuture(impossible);
    }
    return submit(new LogCommand.Propose(at, change, author));
  }

  @Override
  public CompletableFuture<Void> barrier(long longestLeaseMillis) {
    return submit(new LogCommand.Barrier(longestLeaseMillis)).thenApply(_ -> null);
  }

  private CompletableFuture<Receipt> submit(LogCommand command) {
    byte[] entry = EntryForm.written(command, machine.level());
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(client)
            .setServerId(server.getId())
            .setGroupId(groupId)
            .setCallId(calls.incrementAndGet())
            .setType(RaftClientRequest.writeRequestType())
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
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
    return leaderId().map(Voter::server);
  }

  private Optional<RaftPeerId> leaderId() {
    try {
      return Optional.ofNullable(server.getDivision(groupId).getInfo().getLeaderId());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** It does so when an entry or a snapshot cannot be taken, and keeps the last leader in mind. */
  private boolean stopped() {
    try {
      LifeCycle.State state = server.getDivision(groupId).getInfo().getLifeCycleState();
      return state.isClosingOrClosed() || state == LifeCycle.State.EXCEPTION;
    } catch (IOException _) {
      return true;
    }
  }

  /** An election that could store no vote is over, and nobody begins another. */
  private boolean idle() {
    try {
      return server.getDivision(groupId).getInfo().isCandidate()
          && Thread.getAllStackTraces().keySet().stream()
              .noneMatch(thread -> thread.getName().contains("-LeaderElection"));
    } catch (IOException _) {
      return false;
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
  public void leaderEnded(String leader, List<String> candidates) {
    Predicate<RaftPeerId> ended = id -> Voter.server(id).equals(leader);
    candidacy.awaitTurn(lastEntry(), candidates, ended);
    leaderId().filter(ended).ifPresent(this::callElection);
  }

  private TermIndex lastEntry() {
    try {
      TermIndex last = server.getDivision(groupId).getRaftLog().getLastEntryTermIndex();
      return last == null ? TermIndex.INITIAL_VALUE : last;
    } catch (IOException _) {
      return TermIndex.INITIAL_VALUE;
    }
  }

  /** Calls an election as the leader does that hands over, which goes without a vote before it. */
  private void callElection(RaftPeerId leader) {
    try {
      server.startLeaderElection(
          StartLeaderElectionRequestProto.newBuilder()
              .setServerRequest(
                  RaftRpcRequestProto.newBuilder()
                      .setRequestorId(leader.toByteString())
                      .setReplyId(server.getId().toByteString())
                      .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(groupId))
                      .setCallId(calls.incrementAndGet()))
              .setLeaderLastEntry(lastEntry().toProto())
              .build());
    } catch (IOException | RuntimeException failure) { // it throws both when it can store no vote
      LOG.info("Could not call an election: {}", failure.getMessage());
    }
  }

  private boolean votes(Holder holder) {
    return voters().contains(Voter.id(holder.name(), holder.folderId()));
  }

  @Override
  public Set<String> voters() {
    return voterIds().stream().map(RaftPeerId::toString).collect(Collectors.toSet());
  }

  private Set<RaftPeerId> voterIds() {
    try {
      RaftConfiguration now = server.getDivision(groupId).getRaftConf();
      return Stream.of(now.getCurrentPeers(), now.getPreviousPeers())
          .flatMap(Collection::stream)
          .map(RaftPeer::getId)
          .collect(Collectors.toSet());
    } catch (IOException _) {
      return Set.of();
    }
  }

  @Override
  public void heard(Server voter, String incarnation) {
    candidacy.heard(Voter.peer(voter), incarnation);
  }

  @Override
  public Set<String> absent() {
    return candidacy.absent();
  }

  @Override
  public CompletableFuture<Void> admit(Server joiner) {
    RaftPeer peer = Voter.peer(joiner);
    return Knock.at(joiner.endpoints())
        .thenCompose(_ ->
            reconfigure(peers -> {
              peers.removeIf(known -> known.getId().equals(peer.getId()));
              peers.add(peer);
            }));
  }

  @Override
  public CompletableFuture<Void> expel(String voter) {
    return reconfigure(peers -> peers.removeIf(peer -> peer.getId().toString().equals(voter)));
  }

  private CompletableFuture<Void> reconfigure(Consumer<List<RaftPeer>> change) {
    try {
      List<RaftPeer> peers =
          new ArrayList<>(server.getDivision(groupId).getRaftConf().getCurrentPeers());
      change.accept(peers);
      return done(
          server.setConfigurationAsync(
              new SetConfigurationRequest(
                  client, server.getId(), groupId, calls.incrementAndGet(), peers)),
          RECONFIGURE_MILLIS);
    } catch (IOException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @Override
  public CompletableFuture<Void> handLeadershipTo(Server next, long limitMillis) {
    try {
      return done(
          server.transferLeadershipAsync(
              new TransferLeadershipRequest(
                  client,
                  server.getId(),
                  groupId,
                  calls.incrementAndGet(),
                  RaftPeerId.valueOf(Voter.id(next)),
                  limitMillis)),
          2 * limitMillis);
    } catch (IOException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static CompletableFuture<Void> done(
      CompletableFuture<RaftClientReply> asked, long limitMillis) {
    return asked
        .orTimeout(limitMillis, TimeUnit.MILLISECONDS)
        .thenApply(reply -> {
          if (!reply.isSuccess()) {
            throw new CompletionException(reply.getException());
          }
          return null;
        });
  }

  @Override
  public void close() {
    votes.close();
    try {
      server.close();
    } catch (IOException failure) {
      LOG.info("The log did not close in order: {}", failure.getMessage());
    }
  }
}
