package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Locale;
import java.util.Optional;
import org.greenwave.directory.LevelReason;
import org.greenwave.directory.StepReason;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.upgrade.Plan;
import org.greenwave.directory.upgrade.Raising;
import org.greenwave.directory.upgrade.Step;
import org.greenwave.directory.upgrade.Upgrade;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the system comes to a newer version, as its leader sees it. Nothing is done here. */
final class UpgradeRoutes implements HttpService {
  private final Node node;
  private final Led led;

  UpgradeRoutes(Node node, Forwarding forwarding) {
    this.node = node;
    this.led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/upgrade", led.handler(this::plan));
  }

  private void plan(Exchange exchange) {
    Optional<String> target = exchange.query("to");
    if (target.filter(it -> !it.matches("[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}")).isPresent()) {
      throw new ProblemException(
          400, "Not a version", "\"to\" has to be a version such as 0.2.0, or be left out.");
    }
    Situation situation = node.situation().orElseThrow();
    exchange.json(200, shown(Upgrade.plan(situation, target)));
  }

  private static ObjectNode shown(Plan plan) {
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("target", plan.target());
    shown.put("mixed", plan.mixed());
    shown.put("next", plan.next().map(step -> step.server().name()).orElse(null));
    shown.put("sentence", plan.sentence());
    shown.set("level", level(plan));
    ArrayNode steps = shown.putArray("steps");
    plan.steps().forEach(step -> steps.add(step(step)));
    return shown;
  }

  private static ObjectNode level(Plan plan) {
    Raising raising = plan.raising();
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("now", plan.level());
    shown.put("rises", raising.change().isPresent());
    ArrayNode reasons = shown.putArray("reasons");
    for (LevelReason reason : raising.reasons()) {
      reasons.addObject().put("code", reason.code()).put("sentence", reason.sentence());
    }
    return shown;
  }

  private static ObjectNode step(Step step) {
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("server", step.server().name());
    shown.put("version", step.release());
    shown.put("oldestLevel", step.server().levels().oldest());
    shown.put("newestLevel", step.server().levels().newest());
    shown.put("part", word(step.part()));
    shown.put("phase", word(step.phase()));
    shown.put("sentence", step.sentence());
    shown.put("safe", step.obstacles().isEmpty());
    ArrayNode obstacles = shown.putArray("obstacles");
    for (StepReason reason : step.obstacles()) {
      obstacles.addObject().put("code", reason.code()).put("sentence", reason.sentence());
    }
    ArrayNode moves = shown.putArray("moves");
    step.moves()
        .forEach(
            move -> moves.addObject().put("role", move.role()).put("to", move.to().orElse(null)));
    shown.put("nextLeader", step.nextLeader().orElse(null));
    ArrayNode actions = shown.putArray("actions");
    step.actions()
        .forEach(action ->
            actions
                .addObject()
                .put("sentence", action.sentence())
                .put("command", action.command().isEmpty() ? null : action.command()));
    return shown;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
