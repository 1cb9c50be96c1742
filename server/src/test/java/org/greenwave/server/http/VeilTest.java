package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.greenwave.directory.audit.Difference;
import org.greenwave.server.codec.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Secrets in a role's settings are shown to nobody and survive edits by those who see none. */
class VeilTest {
  private static final JsonNode SETTINGS =
      json(
          """
          {"sources":[{"id":"a","kind":"ntcip","community":"s3cret","units":[1,2]},
           {"id":"b","url":"tcp://x","password":"p","apiKey":"k","empty":{"token":""}}],
           "keepDays":90,"readCommunity":null}
          """);

  private static JsonNode json(String text) {
    return Json.mapping().readTree(text);
  }

  @Test
  void secretsAreHiddenAndNothingElse() {
    JsonNode shown = Veil.over(SETTINGS);
    assertThat(shown.toString()).doesNotContain("s3cret", "\"p\"", "\"k\"");
    assertThat(shown.at("/sources/0/community").asString()).isEqualTo("(hidden)");
    assertThat(shown.at("/sources/0/units")).isEqualTo(SETTINGS.at("/sources/0/units"));
    assertThat(shown.at("/sources/1/url").asString()).isEqualTo("tcp://x");
    assertThat(shown.at("/sources/1/empty/token").asString()).isEmpty();
    assertThat(shown.at("/readCommunity").isNull()).isTrue();
  }

  @Test
  void whatIsSentBackAsItWasShownChangesNothing() {
    assertThat(Veil.lifted(Veil.over(SETTINGS), SETTINGS)).isEqualTo(SETTINGS);
  }

  @Test
  void aSecretGoesWithItsSourceWhereverThatIsPut() {
    JsonNode edited =
        json(
            """
            {"sources":[{"id":"b","password":"(hidden)","apiKey":"new"},
             {"id":"a","community":"(hidden)"}]}
            """);
    JsonNode lifted = Veil.lifted(edited, SETTINGS);
    assertThat(lifted.at("/sources/0/password").asString()).isEqualTo("p");
    assertThat(lifted.at("/sources/0/apiKey").asString()).isEqualTo("new");
    assertThat(lifted.at("/sources/1/community").asString()).isEqualTo("s3cret");
  }

  @Test
  void aNewSecretHasToBeGiven() {
    JsonNode copied = json("{\"sources\":[{\"id\":\"c\",\"community\":\"(hidden)\"}]}");
    assertThatThrownBy(() -> Veil.lifted(copied, SETTINGS))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("\"community\"");
    assertThatThrownBy(() -> Veil.lifted(copied, null)).isInstanceOf(ProblemException.class);
  }

  @Test
  void keysInAUrlAreHiddenAndComeBack() {
    String feed =
        "https://anna:pw@feed.example/a?lang=nl&api_key=k1&Ocp-Apim-Subscription-Key=k2#x";
    JsonNode before = json("{\"sources\":[{\"id\":\"a\",\"url\":\"" + feed + "\"}]}");
    JsonNode shown = Veil.over(before);
    assertThat(shown.at("/sources/0/url").asString())
        .isEqualTo(
            "https://anna:(hidden)@feed.example/a?lang=nl&api_key=(hidden)"
                + "&Ocp-Apim-Subscription-Key=(hidden)#x");
    assertThat(Veil.lifted(shown, before)).isEqualTo(before);
    JsonNode moved = json(shown.toString().replace("lang=nl", "lang=en").replace("/a?", "/b?"));
    assertThat(Veil.lifted(moved, before).at("/sources/0/url").asString())
        .isEqualTo(feed.replace("lang=nl", "lang=en").replace("/a?", "/b?"));
    assertThatThrownBy(() -> Veil.lifted(shown, null)).isInstanceOf(ProblemException.class);
    JsonNode elsewhere = json(shown.toString().replace("feed.example", "other.example"));
    assertThatThrownBy(() -> Veil.lifted(elsewhere, before))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("its key has to be given");
  }

  @Test
  void keysInAListOfUrlsGoWithTheirs() {
    JsonNode before = json("[\"https://a.example/?key=1\",\"https://a.example/b?key=2\"]");
    JsonNode turned = json("[\"https://a.example/b?key=(hidden)\",\"plain\"]");
    assertThat(Veil.lifted(Veil.over(before), before)).isEqualTo(before);
    assertThat(Veil.lifted(turned, before))
        .isEqualTo(json("[\"https://a.example/b?key=2\",\"plain\"]"));
  }

  @Test
  void anAuditTellsOfAChangedKeyAndNotTheKey() {
    assertThat(
            SettingsDifference.between(
                "{\"url\":\"https://feed.example/?token=old\"}",
                "{\"url\":\"https://feed.example/?token=new\"}"))
        .containsExactly(
            new Difference(
                "settings/url", "https://feed.example/?token=(hidden)", Difference.CHANGED));
  }
}
