package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.greenwave.server.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Voters of the real engine are asked how far their logs go. */
class StrawPollTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private final RaftGroupId group = RaftGroupId.randomId();
  private final List<RaftServer> servers = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    List<RaftPeer> peers =
        Stream.of("alpha", "beta")
            .map(name ->
                RaftPeer.newBuilder()
                    .setId(name)
                    .setAddress("127.0.0.1:" + FreePorts.first())
                    .build())
            .toList();
    for (RaftPeer peer : peers) {
      int port = Integer.parseInt(peer.getAddress().split(":")[1]);
      RaftProperties properties =
          RatisSettings.of(folder.resolve(peer.getId().toString()), "127.0.0.1", port);
      // No election but the first, however late a cold machine is.
      properties.set("raft.server.rpc.timeout.min", "3s");
      properties.set("raft.server.rpc.timeout.max", "5s");
      RaftServer server =
          RaftServer.newBuilder()
              .setServerId(peer.getId())
              .setGroup(RaftGroup.valueOf(group, peers))
              .setStateMachine(new BaseStateMachine())
              .setProperties(properties)
              .build();
      server.start();
      servers.add(server);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> leader().isPresent() && alike());
  }

  @AfterEach
  void stop() throws IOException {
    for (RaftServer server : servers) {
      server.close();
    }
  }

  /** Whom both take for the leader. */
  private Optional<RaftPeerId> leader() throws IOException {
    RaftPeerId other = division(1).getInfo().getLeaderId();
    return Optional.ofNullable(division(0).getInfo().getLeaderId()).filter(it -> it.equals(other));
  }

  /** Whether both hold the first entry of their leader. */
  private boolean alike() throws IOException {
    TermIndex last = division(0).getRaftLog().getLastEntryTermIndex();
    return last != null && last.equals(division(1).getRaftLog().getLastEntryTermIndex());
  }

  private RaftServer.Division division(int at) throws IOException {
    return servers.get(at).getDivision(group);
  }

  @Test
  void theyTellAndNeitherVoteNorForgetTheirLeader() throws IOException {
    Optional<RaftPeerId> leader = leader();
    long term = division(0).getInfo().getCurrentTerm();
    TermIndex last = division(1).getRaftLog().getLastEntryTermIndex();
    StrawPoll poll = new StrawPoll(servers.get(0), group, () -> 1);
    assertThat(poll.lastEntries(List.of(servers.get(1).getId()), LIMIT))
        .containsExactlyEntriesOf(Map.of(servers.get(1).getId(), last));
    assertThat(leader()).isEqualTo(leader);
    assertThat(division(1).getInfo().getCurrentTerm()).isEqualTo(term);
  }

  @Test
  void whoIsGoneIsLeftOut() throws IOException {
    StrawPoll poll = new StrawPoll(servers.get(0), group, () -> 1);
    RaftPeerId gone = servers.get(1).getId();
    servers.get(1).close();
    assertThat(poll.lastEntries(List.of(gone), LIMIT)).isEmpty();
  }
}
