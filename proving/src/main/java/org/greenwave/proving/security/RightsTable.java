package org.greenwave.proving.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenwave.directory.people.Hidden;
import org.greenwave.proving.Verdict;
import org.greenwave.server.people.Session;
import org.greenwave.server.people.Sessions;

/** Every operation of the API, asked over HTTPS by everybody who may come along. */
final class RightsTable {
  private static final Path FILE = Path.of("proving/target/rights.md");
  private static final Set<String> TURNED_AWAY = Set.of("Log in", "Not allowed", "Other origin");

  private final SecureSystem system;
  private final Verdict verdict;
  private final List<String> wrong = new ArrayList<>();
  private final StringBuilder table = new StringBuilder();
  private int cells;

  RightsTable(SecureSystem system, Verdict verdict) {
    this.system = system;
    this.verdict = verdict;
  }

  /** Somebody who comes along. */
  private record Caller(String who, String token, Map<String, String> headers, Set<String> may) {}

  void make() throws Exception {
    List<Operation> operations = Operation.in(system.admin().read("/api/v1/openapi.yaml").text());
    List<Caller> callers = callers();
    for (String server : List.of("alpha", "beta")) {
      head(server, callers);
      for (Operation operation : operations) {
        table.append(
            "| %s %s | %s |"
                .formatted(
                    operation.method(),
                    operation.template(),
                    operation.right().isEmpty() ? "none" : operation.right()));
        for (Caller caller : callers) {
          cell(server, operation, caller);
        }
        table.append('\n');
      }
    }
    Files.createDirectories(FILE.toAbsolutePath().getParent());
    Files.writeString(FILE, table);
    wrong.forEach(cell -> verdict.check(false, cell));
    verdict.check(
        wrong.isEmpty() && operations.size() > 50,
        "%d operations by %d callers at 2 servers: %d cells, %d not right; all of them in %s"
            .formatted(operations.size(), callers.size(), cells, wrong.size(), FILE));
  }

  private void head(String server, List<Caller> callers) {
    table.append("\n## Asked at ").append(server).append("\n\n| operation | needs |");
    callers.forEach(caller -> table.append(' ').append(caller.who()).append(" |"));
    table.append("\n|---|---|").append("---|".repeat(callers.size())).append('\n');
  }

  private List<Caller> callers() throws Exception {
    String viewer = key("viewer", "view");
    String admin = key("script", "administer");
    String ended = login();
    int out = system.admin().as(ended).post("/api/v1/logout", "{}").status();
    String whole = system.admin().token();
    String swapped = whole.substring(0, whole.indexOf('.')) + ended.substring(ended.indexOf('.'));
    Session made = new Session("0".repeat(32), "anna", 1, Instant.now().plusSeconds(3_600));
    String guessed = new Sessions().token(made, new Hidden("greenwave"));
    verdict.check(out == 204, "a session was ended: " + out);
    Map<String, String> evil = Map.of("Origin", "https://evil.example");
    return List.of(
        new Caller("no login", "", Map.of(), Set.of("")),
        new Caller("view", viewer, Map.of(), Set.of("", "view")),
        new Caller("administer", admin, Map.of(), Set.of("", "view", "administer")),
        new Caller("ended session", ended, Map.of(), Set.of("")),
        new Caller("forged: another's signature", swapped, Map.of(), Set.of("")),
        new Caller("forged: a guessed secret", guessed, Map.of(), Set.of("")),
        new Caller("forged: nonsense", "gwk_" + "0".repeat(48), Map.of(), Set.of("")),
        new Caller("other origin", admin, evil, Set.of()));
  }

  private String key(String name, String right) throws IOException, InterruptedException {
    String wish = "{\"name\":\"%s\",\"right\":\"%s\"}".formatted(name, right);
    return system.admin().demanded("/api/v1/keys", wish, "key");
  }

  private String login() throws IOException, InterruptedException {
    String body = "{\"name\":\"anna\",\"password\":\"%s\"}".formatted(SecureSystem.PASSWORD);
    return system.visitor("beta").demanded("/api/v1/login", body, "token");
  }

  private void cell(String server, Operation operation, Caller caller)
      throws IOException, InterruptedException {
    cells++;
    Visitor.Answer answer =
        system
            .visitor(server)
            .as(caller.token())
            .send(
                operation.method(),
                operation.path("nobody", "nobody"),
                operation.body() ? "{}" : "",
                caller.headers());
    boolean refusal = answer.status() == 401 || answer.status() == 403;
    boolean away = refusal && TURNED_AWAY.contains(answer.field("title"));
    boolean right = away != caller.may().contains(operation.right()) && answer.status() != 500;
    table.append(" %d%s |".formatted(answer.status(), right ? "" : " **wrong**"));
    if (!right) {
      wrong.add(
          "%s %s by %s at %s: %d %s"
              .formatted(
                  operation.method(),
                  operation.template(),
                  caller.who(),
                  server,
                  answer.status(),
                  answer.field("detail")));
    }
  }
}
