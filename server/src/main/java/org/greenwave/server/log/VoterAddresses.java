package org.greenwave.server.log;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.util.PeerProxyMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the engine calls the voters. It takes the address that a voter was admitted with, keeps it
 * for as long as the process runs, and passes over a configuration in which nothing but an address
 * is new; so a voter that moved would be called where it is not, for ever.
 *
 * <p>What is changed here is only whom this process calls where. Who votes is not touched, so no
 * majority is put at risk, and it works also for a leader and without any majority. The engine
 * offers no way to it, hence the reflection; a start fails at once with an engine that has other
 * fields.
 */
final class VoterAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(VoterAddresses.class);
  private static final Field CALLED = field(PeerProxyMap.class, "peers");

  /** Held by the engine whenever one entry replaces another. */
  private static final Field REPLACING = field(PeerProxyMap.class, "resetLock");

  /** The connection of one way to a voter. */
  private static final Field CONNECTION =
      field(engine("org.apache.ratis.grpc.server.GrpcServerProtocolClient"), "channel");

  private final PeerProxyMap<? extends Closeable> channels;

  /** The same as the engine's own voters, with what it keeps of each. */
  private final Map<?, ?> called;

  private final Object replacing;

  VoterAddresses(PeerProxyMap<? extends Closeable> channels) {
    this.channels = channels;
    called = (Map<?, ?>) value(CALLED, channels);
    replacing = value(REPLACING, channels);
  }

  /** A voter says where it is; whoever has no vote yet is called where it is admitted. */
  void found(RaftPeer voter) {
    Object before = called.get(voter.getId());
    if (before == null) {
      return;
    }
    RaftPeer known = (RaftPeer) value(field(before.getClass(), "peer"), before);
    if (!voter.getAddress().equals(known.getAddress())) {
      LOG.info(
          "{} is called at {} from now on, not at {} any more.",
          voter.getId(),
          voter.getAddress(),
          known.getAddress());
      replace(voter);
    }
  }

  /** What leads to a voter leads nowhere any more; a new way is made. */
  void renew(RaftPeer voter) {
    if (called.containsKey(voter.getId())) {
      LOG.debug("{} is called anew.", voter.getId());
      replace(voter);
    }
  }

  private void replace(RaftPeer voter) {
    try {
      Closeable former;
      synchronized (replacing) {
        former = channels.getProxy(voter.getId());
        called.remove(voter.getId());
        channels.addRaftPeers(List.of(voter));
      }
      Thread.ofVirtual().name("former address").start(() -> close(voter.getId(), former));
    } catch (IOException closing) {
      LOG.debug("{} is not called any more.", voter.getId(), closing);
    }
  }

  /** Gives up calls that are under way: whoever waits for them calls again by the new way. */
  private static void close(RaftPeerId voter, Closeable former) {
    try {
      ((ManagedChannel) value(CONNECTION, former)).shutdownNow();
      former.close();
    } catch (IOException failure) {
      LOG.debug("The way to the former address of {} did not close in order.", voter, failure);
    }
  }

  private static Class<?> engine(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException another) {
      throw new IllegalStateException("The consensus engine is another one.", another);
    }
  }

  private static Field field(Class<?> of, String name) {
    try {
      Field field = of.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException another) {
      throw new IllegalStateException("The consensus engine is another one.", another);
    }
  }

  private static Object value(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException("The consensus engine is another one.", impossible);
    }
  }
}
