package org.greenwave.proving.security;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.greenwave.proving.Verdict;

/** Unencrypted words to every port. */
final class PlainAttempts {
  /** An alert of TLS; whatever is longer says something. */
  private static final int ALERT_BYTES = 16;

  /** Who it is, which it has signed, and what a watcher is to sign. */
  private static final Pattern GREETING =
      Pattern.compile("alpha [^\\n{}]{1,2000}\\n[0-9a-f]{1,64}\\n");

  private static final List<String> WORDS =
      List.of(
          "GET /api/v1/status HTTP/1.1\r\nHost: alpha\r\nConnection: close\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "beta\n",
          "\0\0\0\u0018{\"@type\":\"HandedOver\"}",
          "x".repeat(20_000));

  private final SecureSystem system;
  private final Verdict verdict;

  PlainAttempts(SecureSystem system, Verdict verdict) {
    this.system = system;
    this.verdict = verdict;
  }

  void make() throws InterruptedException, ExecutionException {
    Doors doors = new Doors(SecureSystem.ADDRESS, system.port("alpha"));
    Map<String, Future<List<String>>> heard = new LinkedHashMap<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      named().forEach((name, above) -> heard.put(name, each.submit(() -> said(doors, above))));
    }
    for (var door : heard.entrySet()) {
      List<String> answers = door.getValue().get();
      boolean held =
          door.getKey().equals("death watch")
              ? answers.stream().allMatch(it -> GREETING.matcher(it).matches())
              : answers.stream().allMatch(it -> it.length() < ALERT_BYTES);
      verdict.check(
          held && answers.size() == WORDS.size(),
          "to plain words the %s answers %s"
              .formatted(
                  door.getKey(), answers.stream().distinct().map(PlainAttempts::shown).toList()));
    }
    verdict.check(system.alive("alpha"), "alpha lives");
  }

  private static Map<String, Integer> named() {
    Map<String, Integer> doors = new LinkedHashMap<>();
    doors.put("API", 0);
    doors.put("consensus", Doors.CONSENSUS);
    doors.put("wire", Doors.WIRE);
    doors.put("death watch", Doors.DEATH_WATCH);
    doors.put("inner door", Doors.INNER);
    return doors;
  }

  private static String shown(String answer) {
    return answer.length() < ALERT_BYTES
        ? answer.length() + " bytes"
        : "'%s'".formatted(answer.replaceAll("[^\\p{Print}]", "?").strip());
  }

  private static List<String> said(Doors doors, int above) throws IOException {
    List<String> answers = new ArrayList<>();
    for (String word : WORDS) {
      try (Socket socket = doors.plain(above)) {
        socket.getOutputStream().write(word.getBytes(StandardCharsets.ISO_8859_1));
        socket.setSoTimeout(1_500);
        answers.add(Doors.heard(socket.getInputStream()).heard());
      } catch (IOException hungUp) {
        answers.add("");
      }
    }
    return answers;
  }
}
