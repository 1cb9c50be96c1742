package org.greenwave.server.http;

import io.helidon.webserver.WebServerConfig;
import java.net.ServerSocket;
import java.util.function.Consumer;

/**
 * The HTTP library's settings of one door, and a hold of the socket on which it listens. The
 * library closes that socket when a call cannot be accepted, and goes on saying that it runs (as of
 * 4.3.1).
 */
final class DoorSettings extends WebServerConfig.BuilderBase<DoorSettings, WebServerConfig> {
  private final Consumer<ServerSocket> listening;

  /**
   * The usual settings.
   *
   * @param listening told of the socket before it is bound
   */
  DoorSettings(Consumer<ServerSocket> listening) {
    this.listening = listening;
  }

  @Override
  public WebServerConfig buildPrototype() {
    preBuildPrototype();
    validatePrototype();
    return new Told(this);
  }

  /** The settings once they are made. */
  private static final class Told extends WebServerConfigImpl {
    private final Consumer<ServerSocket> listening;

    Told(DoorSettings building) {
      super(building);
      listening = building.listening;
    }

    @Override
    public void configureSocket(ServerSocket socket) {
      super.configureSocket(socket);
      listening.accept(socket);
    }
  }
}
