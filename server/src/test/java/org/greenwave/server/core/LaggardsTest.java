package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.greenwave.directory.Server;
import org.junit.jupiter.api.Test;

class LaggardsTest {
  private final Laggards laggards = new Laggards();

  private static Server server(Server.Kind kind) {
    Server.Endpoints endpoints = new Server.Endpoints("127.0.0.1", 1, 2, 3, 4);
    return new Server("beta", kind, endpoints, "0.1.0", Optional.empty(), "folder");
  }

  @Test
  void anExpansionServerThatLagsIsOneAtOnce() {
    assertThat(laggards.lags(server(Server.Kind.EXPANSION), 7, 8, 0)).isTrue();
    assertThat(laggards.lags(server(Server.Kind.EXPANSION), 8, 8, 9_000)).isFalse();
  }

  @Test
  void aDirectoryServerIsOneWhenItGetsNoFurther() {
    Server beta = server(Server.Kind.DIRECTORY);
    assertThat(laggards.lags(beta, 7, 9, 0)).isFalse();
    assertThat(laggards.lags(beta, 8, 9, 250)).isFalse();
    assertThat(laggards.lags(beta, 8, 9, 500)).isTrue();
  }

  @Test
  void whatWasSentIsGivenItsTime() {
    Server beta = server(Server.Kind.EXPANSION);
    assertThat(laggards.lags(beta, 7, 8, 0)).isTrue();
    assertThat(laggards.lags(beta, 7, 9, Laggards.PAUSE_MILLIS - 1)).isFalse();
    assertThat(laggards.lags(beta, 7, 9, Laggards.PAUSE_MILLIS)).isTrue();
  }
}
