package org.greenwave.server.join;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.greenwave.server.config.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who joins a system on other machines has to be reachable from there. */
class ReachTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, https://10.0.0.1:8810",
    "localhost, https://10.0.0.1:8810",
    "127.0.1.1, https://10.0.0.1:8810",
    "::1, https://10.0.0.1:8810",
    "0.0.0.0, https://10.0.0.1:8810",
    "0.0.0.0, https://127.0.0.1:8810",
  })
  void isRefused(String host, String system) {
    assertThatThrownBy(() -> Reach.demand(host, system))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(host + "; give --host")
        .hasMessageContaining("The token is not spent.");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, https://127.0.0.1:8810",
    "127.0.0.1, https://localhost:8810",
    "127.0.0.1, https://[::1]:8810",
    "10.0.0.2, https://10.0.0.1:8810",
    "10.0.0.2, https://127.0.0.1:8810",
    "127.0.0.1, no address at all",
  })
  void isTaken(String host, String system) {
    assertThatCode(() -> Reach.demand(host, system)).doesNotThrowAnyException();
  }
}
