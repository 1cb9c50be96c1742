package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.greenwave.server.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real door whose socket is closed, as the HTTP library does when a call cannot be accepted. */
class DoorkeeperTest {
  private final int port = FreePorts.first();
  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private Entrance entrance;

  @BeforeEach
  void open() throws BindException {
    entrance = new Entrance(opening(), new Connections(new Intake()));
  }

  private Entrance.Opening opening() {
    return new Entrance.Opening(
        "127.0.0.1",
        port,
        Optional.empty(),
        routing -> routing.get("/", (_, response) -> response.send("welcome")));
  }

  @AfterEach
  void close() {
    entrance.close();
  }

  private String call() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aDoorThatHasShutIsOpenedAnew() throws Exception {
    assertThat(call()).isEqualTo("welcome");
    entrance.listening().orElseThrow().close();
    assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);

    try (Doorkeeper _ = Doorkeeper.of(entrance, broken::add)) {
      Awaitility.await().atMost(Duration.ofSeconds(8)).until(entrance::isOpen);
      assertThat(call()).isEqualTo("welcome");
      assertThat(broken).isEmpty();
    }
  }

  @Test
  void aDoorThatIsClosedStaysSo() throws Exception {
    entrance.close();
    entrance.open();
    assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    assertThatThrownBy(() -> new Entrance(opening(), new Connections(new Intake())))
        .isInstanceOf(BindException.class)
        .hasMessage("127.0.0.1:" + port);
  }
}
