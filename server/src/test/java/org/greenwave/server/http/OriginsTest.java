package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.config.PublicAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose pages are let in: by the servers' addresses, by what the operator named, by the Host. */
class OriginsTest {
  private static Origins origins(boolean https) {
    return new Origins(
        https,
        () ->
            Stream.of("10.0.0.1", "beta.example.org")
                .map(host -> new Endpoints(host, 8810, 8811, 8812, 8813, 8814, https)),
        List.of(PublicAddress.of("https://Traffic.example.org:443/").orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.0.0.1:8810, true",
    "https://localhost:8810, true",
    "https://beta.example.org:8810, true",
    "https://traffic.example.org, true",
    "https://traffic.example.org:443, true",
    "http://traffic.example.org, false",
    "https://traffic.example.org:8443, false",
    "http://10.0.0.1:8810, false",
    "https://evil.example, false",
    "null, false",
    "https://traffic.example.org@evil.example, false",
    "'', false",
  })
  void byAddress(String origin, boolean known) {
    assertThat(origins(true).known(origin, Optional.of("10.0.0.1:8810"))).isEqualTo(known);
    assertThat(origins(true).known(origin, Optional.empty())).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "https, https://alias.example.org:8810, alias.example.org:8810, true",
    "https, https://alias.example.org, Alias.example.org, true",
    "https, https://alias.example.org, alias.example.org:443, true",
    "https, http://alias.example.org, alias.example.org, false",
    "https, https://evil.example, alias.example.org, false",
    "https, https://alias.example.org, 'alias.example.org, evil.example', false",
    "http, http://alias.example.org:8810, alias.example.org:8810, false",
    "http, https://alias.example.org, alias.example.org, false",
    "http, http://192.0.2.7:80, 192.0.2.7, true",
    "http, http://[2001:db8::7]:8810, [2001:db8::7]:8810, true",
    "http, http://localhost:9000, localhost:9000, true",
    "http, http://localhost:9000, localhost:9001, false",
  })
  void byTheHostOfTheRequest(String door, String origin, String host, boolean known) {
    assertThat(origins(door.equals("https")).known(origin, Optional.of(host))).isEqualTo(known);
  }
}
