package org.greenwave.server.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;
import org.greenwave.server.trust.Trust;

/**
 * How the consensus engine is set, and why. Values that differ from the engine's own were measured:
 * the defaults gave outages of 11 s after some leader losses.
 */
final class RatisSettings {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("raft.server.rpc.timeout.min", "300ms"),
          Map.entry("raft.server.rpc.timeout.max", "600ms"),
          // Cold virtual machines thrash at the running timeouts.
          Map.entry("raft.server.rpc.first-election.timeout.min", "600ms"),
          Map.entry("raft.server.rpc.first-election.timeout.max", "1200ms"),
          Map.entry("raft.server.rpc.request.timeout", "2s"),
          Map.entry("raft.server.leaderelection.leader.step-down.wait-time", "200ms"),
          Map.entry("raft.server.leaderelection.pre-vote", "true"),
          Map.entry("raft.server.log.appender.wait-time.min", "0ms"),
          // A voter that comes back is soon sent what it missed: the default waits up to 7.5 s, and
          // so long one more that fails leaves no majority. One that has died is not tried often at
          // once: ten times, as by default, took 33 ms of the processors' 140 in the 70 ms after a
          // kill, in which another server takes over; this takes 2.5.
          Map.entry("raft.server.log.appender.retry.policy", "1ms,1, 100ms,1000000000"),
          // Saves one synced entry per commit.
          Map.entry("raft.server.log.log-metadata.enabled", "false"),
          Map.entry("raft.server.log.segment.size.max", "8MB"),
          Map.entry("raft.server.log.preallocated.size", "1MB"),
          Map.entry("raft.server.log.purge.upto.snapshot.index", "true"),
          Map.entry("raft.server.log.purge.gap", "16"),
          Map.entry("raft.server.snapshot.auto.trigger.enabled", "true"),
          Map.entry("raft.server.snapshot.auto.trigger.threshold", "20000"),
          Map.entry("raft.server.snapshot.retention.file.num", "2"),
          // A joiner on a cold machine may take long to catch up.
          Map.entry("raft.server.staging.timeout", "30s"),
          Map.entry("raft.server.retrycache.expirytime", "5s"),
          // A suspended machine must not close its log on waking.
          Map.entry("raft.server.close.threshold", "24h"),
          Map.entry("raft.server.write.element-limit", "4096"),
          Map.entry("raft.grpc.message.size.max", "64MB"));

  private RatisSettings() {}

  /**
   * Mutual TLS on all that is said in the log, and nobody is taken for another. The JDK's own, for
   * the engine's own one unpacks a native library where that may not be allowed.
   */
  static Parameters secured(Trust trust, String self) {
    GrpcTlsConfig tls =
        GrpcTlsConfig.newBuilder()
            .setKeyManager(trust.logKeys())
            .setTrustManager(trust.logPeers())
            .setMutualTls(true)
            .setSslProvider(SslProvider.JDK)
            .setProtocols("TLSv1.3")
            .build();
    Parameters parameters = new Parameters();
    GrpcConfigKeys.TLS.setConf(parameters, tls);
    OwnCalls own = new OwnCalls(self);
    GrpcConfigKeys.Server.setServicesCustomizer(parameters, (builder, _) -> builder.intercept(own));
    return parameters;
  }

  static RaftProperties of(Path folder, String host, int port) {
    RaftProperties properties = new RaftProperties();
    SETTINGS.forEach(properties::set);
    properties.set("raft.grpc.server.port", Integer.toString(port));
    properties.set("raft.grpc.server.host", host);
    RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
    return properties;
  }
}
