package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenwave.server.codec.Json;
import org.greenwave.server.openapi.DescribedCalls.Reply;
import org.greenwave.server.openapi.Sent;
import tools.jackson.databind.JsonNode;

/** The part of the answers that is about people: logins, accounts, keys and the audit. */
final class PeopleAnswers {
  private static final String ACCOUNTS = "/api/v1/accounts";
  private static final String KEYS = "/api/v1/keys";

  private final TwoServers system;

  PeopleAnswers(TwoServers system) {
    this.system = system;
  }

  private Reply sound(Sent sent) throws Exception {
    return system.calls.sound(sent);
  }

  private Reply any(Sent sent) throws Exception {
    return system.calls.any(sent);
  }

  private static JsonNode json(String text) {
    return Json.mapping().readTree(text);
  }

  private JsonNode audited(String query) throws Exception {
    return system.get("/api/v1/audit" + query).path("entries");
  }

  void logins() throws Exception {
    system.post("/api/v1/first-account").with(409);
    system.readBoth("/api/v1/me");
    Sent login = Sent.of("POST", system.beta + "/api/v1/login");
    JsonNode wrong = json("{\"name\":\"mallory\",\"password\":\"guessed\"}");
    for (int free = 0; free < 5; free++) {
      sound(login.with(wrong)).with(401);
    }
    assertThat(sound(login.with(wrong)).with(429).header("Retry-After")).isNotEmpty();

    String session = token(system.post("/api/v1/login").with(200));
    Sent renew = Sent.of("POST", system.beta + "/api/v1/me/renew").with(json("{}"));
    String renewed = token(sound(renew.by(session)).with(200));
    Sent logout = Sent.of("POST", system.beta + "/api/v1/logout").with(json("{}"));
    sound(logout.by(renewed)).with(204);
    any(renew.by(session)).with(401);
  }

  private static String token(Reply begun) {
    return begun.json().path("token").asString();
  }

  void aNewPasswordEndsTheOtherSessions() throws Exception {
    String before = token(system.post("/api/v1/login").with(200));
    JsonNode wanted = system.example("POST", "/api/v1/me/password");
    Sent change = Sent.of("POST", system.beta + "/api/v1/me/password").with(wanted);
    system.calls.show(token(sound(change).with(200)));
    any(Sent.of("GET", system.beta + "/api/v1/me").by(before)).with(401);
    for (int free = 0; free < 5; free++) {
      sound(change).with(403);
    }
    sound(change).with(429);
  }

  void accounts() throws Exception {
    system.post(ACCOUNTS).with(201);
    system.post(ACCOUNTS).with(409);
    system.readBoth(ACCOUNTS);
    system.readBoth(ACCOUNTS + "/beta");
    String anna = ACCOUNTS + "/anna";
    sound(system.edit(system.beta, anna, json("{\"right\":\"view\"}"))).with(409);
    Sent deletion = Sent.of("DELETE", system.beta + anna);
    sound(deletion.header("If-Match", system.tag(anna))).with(409);
    JsonNode example = system.example("PATCH", ACCOUNTS + "/beta");
    sound(system.edit(system.beta, ACCOUNTS + "/beta", example)).with(200);
    system.post(ACCOUNTS + "/beta/end-sessions").with(200);
    JsonNode carl = system.example("POST", ACCOUNTS).put("name", "carl");
    sound(Sent.of("POST", system.beta + ACCOUNTS).with(carl)).with(201);
    String tag = system.tag(ACCOUNTS + "/carl");
    sound(Sent.of("DELETE", system.alpha + ACCOUNTS + "/carl").header("If-Match", tag)).with(204);
  }

  void keys() throws Exception {
    String key = system.post(KEYS).with(201).json().path("key").asString();
    system.post(KEYS).with(409);
    system.readBoth(KEYS);
    JsonNode me = any(Sent.of("GET", system.beta + "/api/v1/me").by(key)).with(200).json();
    assertThat(me.path("kind").asString()).isEqualTo("key");
    assertThat(me.has("expires")).isTrue();
    for (String own : List.of("me/renew", "logout", "me/password")) {
      any(Sent.of("POST", system.beta + "/api/v1/" + own).with(json("{}")).by(key)).with(409);
    }
    any(Sent.of("GET", system.alpha + KEYS).by(key)).with(403);
    JsonNode ci = json("{\"name\":\"ci\",\"right\":\"administer\"}");
    String second =
        sound(Sent.of("POST", system.beta + KEYS).with(ci)).json().path("key").asString();
    sound(Sent.of("DELETE", system.beta + KEYS + "/ci").by(second)).with(204);
    any(Sent.of("GET", system.beta + "/api/v1/status").by(second)).with(401);
    JsonNode deleted = audited("?q=the+key+ci&limit=1").path(0);
    assertThat(deleted.path("what").asString()).isEqualTo("key-deleted");
    assertThat(deleted.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(audited("").size()).isGreaterThan(8);
  }
}
