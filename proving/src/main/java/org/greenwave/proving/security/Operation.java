package org.greenwave.proving.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One operation of the API, as its description has it.
 *
 * @param method in capitals
 * @param template its path with parameters in braces
 * @param right what it needs: view, administer, or nothing
 * @param body whether it takes one
 */
record Operation(String method, String template, String right, boolean body) {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** All operations of a description. */
  static List<Operation> in(String yaml) {
    JsonNode root = new YAMLMapper().readTree(yaml);
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method ->
                    operations.add(of(root, path.getKey(), method.getKey(), method.getValue()))));
    return operations;
  }

  private static Operation of(JsonNode root, String path, String method, JsonNode node) {
    JsonNode security = node.has("security") ? node.path("security") : root.path("security");
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        security.at("/0/login/0").asString(""),
        node.has("requestBody"));
  }

  /** Its path for a role, and for a server, account, key or recipient. */
  String path(String role, String other) {
    return template.replace("{role}", role).replace("{zone}", "1").replaceAll("\\{[a-z]+}", other);
  }
}
