package org.greenwave.proving.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.greenwave.directory.Directory;
import org.greenwave.proving.Verdict;

/** Secrets that are known to be there, looked for where nobody may find them; and headers. */
final class Leaks {
  private static final int TELLING = 8;

  private final SecureSystem system;
  private final Verdict verdict;
  private final Map<String, String> secrets = new LinkedHashMap<>();

  Leaks(SecureSystem system, Verdict verdict) {
    this.system = system;
    this.verdict = verdict;
  }

  void look() throws Exception {
    gather();
    headers();
    answers();
    logs();
  }

  private void gather() throws Exception {
    Directory directory = system.directory();
    secrets.put(
        "database password",
        Objects.requireNonNull(directory.roles().get("tss")).database().password());
    secrets.put("session secret", directory.people().sessionSecret().value());
    secrets.put("SNMP community", system.community);
    secrets.put("webhook secret", system.webhookSecret);
    secrets.put("a person's password", SecureSystem.PASSWORD);
    for (String file :
        List.of("system-authority.key", "directory-authority.key", "server.pem", "directory.pem")) {
      secrets.put("key in " + file, privatePart(system.trust("alpha", file)));
    }
    Set<String> unknown = new TreeSet<>();
    secrets.forEach((name, value) -> {
      if (value.length() < TELLING) {
        unknown.add(name);
      }
    });
    boolean there =
        directory.roles().get("tss").settings().contains(system.community) && unknown.isEmpty();
    verdict.check(
        there,
        "%d secrets are known and looked for; too short to find: %s"
            .formatted(secrets.size(), unknown));
  }

  /** The second line: the first begins as that of any key. */
  private static String privatePart(Path pem) throws IOException {
    String text = Files.readString(pem);
    String key = text.substring(text.indexOf("-----BEGIN PRIVATE KEY-----"));
    return key.lines().skip(2).findFirst().orElse("");
  }

  private List<String> in(String text) {
    List<String> found = new ArrayList<>();
    secrets.forEach((name, value) -> {
      if (text.contains(value)) {
        found.add(name);
      }
    });
    if (text.contains("PRIVATE KEY")) {
      found.add("a private key");
    }
    return found;
  }

  private void answers() throws IOException, InterruptedException {
    int read = 0;
    int shown = 0;
    List<String> found = new ArrayList<>();
    List<Operation> operations = Operation.in(system.admin().read("/api/v1/openapi.yaml").text());
    for (Operation operation : operations) {
      if (operation.method().equals("GET")) {
        String path = operation.path("tss", known(operation));
        Visitor.Answer answer = system.admin().read(path);
        read++;
        shown += answer.status() == 200 ? 1 : 0;
        in(answer.text() + answer.headers().map()).forEach(it -> found.add(it + " at " + path));
      }
    }
    verdict.check(
        found.isEmpty() && shown > read * 3 / 4,
        "%d documents of %d that can be read were read by an administrator; secrets in them: %s"
            .formatted(shown, read, found));
  }

  private static String known(Operation operation) {
    String template = operation.template();
    return template.contains("{account}")
        ? "anna"
        : template.contains("{recipient}") ? "room" : "alpha";
  }

  private void logs() throws IOException {
    List<String> found = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<String, Path> log : system.logs().entrySet()) {
      String text = Files.readString(log.getValue());
      bytes += text.length();
      in(text).forEach(it -> found.add(it + " in the log of " + log.getKey()));
    }
    verdict.check(
        found.isEmpty() && bytes > 0, "secrets in %d bytes of logs: %s".formatted(bytes, found));
  }

  private void headers() throws IOException, InterruptedException {
    Visitor.Answer page = system.visitor("alpha").read("/");
    String policy = page.header("Content-Security-Policy");
    verdict.check(
        policy.contains("default-src 'none'")
            && policy.contains("script-src 'self';")
            && policy.contains("frame-ancestors 'none'"),
        "the console's policy: " + policy);
    verdict.check(
        page.header("Strict-Transport-Security").contains("max-age=31536000")
            && page.header("X-Content-Type-Options").equals("nosniff")
            && page.header("X-Frame-Options").equals("DENY")
            && page.header("Referrer-Policy").equals("no-referrer"),
        "the console is HTTPS only, of its own type, in no frame, and tells no referrer");
    Visitor.Answer status = system.admin().read("/api/v1/status");
    verdict.check(
        status.header("Set-Cookie").isEmpty()
            && status.header("X-Content-Type-Options").equals("nosniff")
            && !status.header("Strict-Transport-Security").isEmpty()
            && status.header("Server").isEmpty(),
        "answers set no cookie, and do not tell what software answers");
  }
}
