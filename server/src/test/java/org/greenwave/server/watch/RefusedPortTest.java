package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Only a refused port is evidence of an end. */
class RefusedPortTest {
  private final RefusedPort refusedPort = new RefusedPort();

  @Test
  void aPortThatNobodyListensOnIsRefusedInWhateverLanguage() throws IOException {
    int port;
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
    }
    ConnectException refused =
        catchThrowableOfType(
            ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port));
    assertThat(refusedPort.is(refused)).isTrue();
  }

  @Test
  void aPortThatDoesNotAnswerIsNot() {
    assertThat(refusedPort.is(new ConnectException("Connection timed out"))).isFalse();
  }
}
