package org.greenwave.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection's surroundings, as they are but for how its bytes are read and written.
 *
 * @param whole the surroundings as they are
 * @param dataReader reads the bytes
 * @param dataWriter writes the bytes
 */
record BoundedContext(ConnectionContext whole, DataReader dataReader, DataWriter dataWriter)
    implements ConnectionContext {
  @Override
  public ListenerContext listenerContext() {
    return whole.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return whole.executor();
  }

  @Override
  public Router router() {
    return whole.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return whole.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return whole.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return whole.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return whole.localPeer();
  }

  @Override
  public boolean isSecure() {
    return whole.isSecure();
  }

  @Override
  public String socketId() {
    return whole.socketId();
  }

  @Override
  public String childSocketId() {
    return whole.childSocketId();
  }
}
