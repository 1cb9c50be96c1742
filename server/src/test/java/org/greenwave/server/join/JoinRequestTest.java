package org.greenwave.server.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.greenwave.server.codec.Json;
import org.junit.jupiter.api.Test;

/** What is recorded of a server has to be whole: an entry that cannot be applied ends everybody. */
class JoinRequestTest {
  private static final String SOUND =
      """
      {"token":"t","server":{"name":"delta","kind":"EXPANSION","release":"0.1.0","folderId":"f",
      "endpoints":{"host":"10.0.0.4","api":8810,"consensus":8811,"wire":8812,"deathWatch":8813,
      "inner":8814,"https":true},"database":null},"keys":{"server":"k","directory":"k"}}
      """;

  private static boolean complete(String request) {
    return Json.read(request.getBytes(StandardCharsets.UTF_8), JoinRequest.class).complete();
  }

  @Test
  void aWholeOneIsTaken() {
    assertThat(complete(SOUND)).isTrue();
  }

  @Test
  void whatLacksAPartOrIsOutOfBoundsIsNot() {
    assertThat(complete("{}")).isFalse();
    assertThat(complete(SOUND.replace("\"release\":\"0.1.0\",", ""))).isFalse();
    assertThat(complete(SOUND.replace("\"0.1.0\"", "null"))).isFalse();
    assertThat(complete(SOUND.replace("\"10.0.0.4\"", "null"))).isFalse();
    assertThat(complete(SOUND.replace("8812", "70000"))).isFalse();
    assertThat(complete(SOUND.replace("8811", "0"))).isFalse();
    assertThat(complete(SOUND.replace("\"delta\"", "\"../delta\""))).isFalse();
    assertThat(complete(SOUND.replace("\"token\":\"t\",", ""))).isFalse();
    assertThat(complete(SOUND.replace("0.1.0", "0".repeat(5_000)))).isFalse();
    String database = "{\"url\":\"%s\",\"user\":\"g\",\"password\":\"\"}";
    String with = SOUND.replace("\"database\":null", "\"database\":" + database);
    assertThat(complete(with.formatted("jdbc:postgresql://db/g"))).isTrue();
    assertThat(complete(with.formatted("x".repeat(5_000)))).isFalse();
    assertThat(complete(SOUND.replace("\"directory\":\"k\"", "\"directory\":null"))).isFalse();
  }
}
