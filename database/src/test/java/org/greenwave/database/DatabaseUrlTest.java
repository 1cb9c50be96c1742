package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @Test
  void readsHostsAndPorts() {
    DatabaseUrl url = DatabaseUrl.of("jdbc:postgresql://a:1,b,[::1]:3/db?sslmode=require");
    assertThat(url.hosts())
        .containsExactly(
            new DatabaseUrl.Host("a", 1),
            new DatabaseUrl.Host("b", 5432),
            new DatabaseUrl.Host("[::1]", 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:mysql://a/db",
        "jdbc:postgresql:db",
        "jdbc:postgresql://a:b/db",
        "jdbc:postgresql://a:99999999/db",
        "jdbc:postgresql:///db",
        "jdbc:postgresql://a/db?socketFactory=org.example.Evil",
        "jdbc:postgresql://a/db?SOCKETFACTORY=org.example.Evil",
        "jdbc:postgresql://a/db?sslmode=require&options=-c%20fsync=off",
        "jdbc:postgresql://a/db?user=x&password=y",
        "jdbc:postgresql://a/db?%73ocketFactory=org.example.Evil",
      })
  void refusesWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> DatabaseUrl.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("database URL");
  }

  @Test
  void aDatabaseOnAServerOfTheListIsFound() {
    Map<String, String> servers = Map.of("alpha", "127.0.0.1", "beta", "192.0.2.7");
    assertThat(
            DatabasePlace.findings(
                DatabaseUrl.of("jdbc:postgresql://127.0.0.1/db"), "alpha", servers))
        .singleElement()
        .satisfies(finding -> assertThat(finding.server()).isEqualTo("alpha"));
    assertThat(
            DatabasePlace.findings(
                DatabaseUrl.of("jdbc:postgresql://192.0.2.7/db"), "alpha", servers))
        .singleElement()
        .satisfies(finding -> assertThat(finding.sentence()).contains("same machine as beta"));
    assertThat(
            DatabasePlace.findings(
                DatabaseUrl.of("jdbc:postgresql://192.0.2.8/db"), "alpha", servers))
        .isEmpty();
  }
}
