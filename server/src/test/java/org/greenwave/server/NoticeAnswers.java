package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenwave.server.codec.Json;
import org.greenwave.server.notice.HttpReceiver;
import org.greenwave.server.openapi.DescribedCalls.Reply;
import org.greenwave.server.openapi.Sent;
import tools.jackson.databind.JsonNode;

/** The part of the answers that is about who is told of what happens. */
final class NoticeAnswers {
  private static final String NOTICES = "/api/v1/notices";
  private static final String RECIPIENTS = NOTICES + "/recipients";

  private final TwoServers system;

  NoticeAnswers(TwoServers system) {
    this.system = system;
  }

  private static JsonNode json(String text) {
    return Json.mapping().readTree(text);
  }

  private Reply sound(Sent sent) throws Exception {
    return system.calls.sound(sent);
  }

  void recipients() throws Exception {
    system.readBoth(NOTICES);
    system.post(RECIPIENTS).with(201);
    system.post(RECIPIENTS).with(409);
    String beta = RECIPIENTS + "/beta";
    system.readBoth(beta);
    sound(system.edit(system.beta, NOTICES, system.example("PATCH", NOTICES))).with(200);
    sound(system.edit(system.beta, beta, system.example("PATCH", beta))).with(200);
    JsonNode failed = system.post(beta + "/test").with(200).json();
    assertThat(failed.path("sentence").asString()).contains("cannot be reached");
    try (HttpReceiver receiver = new HttpReceiver()) {
      JsonNode there = json("{\"webhook\":{\"url\":\"" + receiver.url() + "\"}}");
      sound(system.edit(system.alpha, beta, there)).with(200);
      JsonNode arrived =
          sound(Sent.of("POST", system.beta + beta + "/test").with(json("{}"))).with(200).json();
      assertThat(arrived.path("arrived").asBoolean()).isTrue();
    }
    JsonNode mail =
        json(
            """
            {"name":"night","email":{"host":"mail","from":"a@b","to":["c@d"],"user":"u",
             "password":"a password that nobody sees"}}
            """);
    Reply added = sound(Sent.of("POST", system.beta + RECIPIENTS).with(mail)).with(201);
    assertThat(added.response().body()).contains("(hidden)").doesNotContain("nobody sees");
    system.readBoth(NOTICES);
    String night = RECIPIENTS + "/night";
    Sent deletion = Sent.of("DELETE", system.beta + night);
    sound(deletion.header("If-Match", system.tag(night))).with(204);
  }
}
