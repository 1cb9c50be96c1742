package org.greenwave.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
  @Test
  void aBareNumberIsAPortOnTheHostBefore() {
    assertThat(Addresses.parse(List.of("http://127.0.0.1:8810,8820", "beta:1")))
        .containsExactly(
            URI.create("http://127.0.0.1:8810"),
            URI.create("http://127.0.0.1:8820"),
            URI.create("https://beta:1"));
  }

  @Test
  void anIpv6HostKeepsItsBrackets() {
    assertThat(Addresses.parse(List.of("http://[::1]:8810/,8820")).getLast())
        .isEqualTo(URI.create("http://[::1]:8820"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "ftp://x", "http://", "http://a b", "alpha:99999"})
  void whatIsNoAddressIsRefusedWithASentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addresses.parse(List.of(text)))
        .withMessageContaining("https://127.0.0.1:8810");
  }
}
