package org.greenwave.server.openapi;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the description.
 *
 * @param description what it stands in
 * @param method its method in small letters
 * @param template its path with parameters in braces
 * @param node what is said of it
 */
public record Operation(Description description, String method, String template, JsonNode node) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  /** Its method and path as people write them. */
  public String route() {
    return method.toUpperCase(ROOT) + " " + template;
  }

  /** Its id. */
  public String id() {
    return node.path("operationId").asString("");
  }

  boolean matches(String method, String path) {
    return this.method.equals(method.toLowerCase(ROOT)) && pattern().matcher(path).matches();
  }

  private Pattern pattern() {
    return Pattern.compile(NAME.matcher(template).replaceAll("([^/]+)"));
  }

  /** The names of its path's parameters. */
  List<String> names() {
    return NAME.matcher(template).results().map(name -> name.group(1)).toList();
  }

  /** Its path for a role, and for a server, account, key or recipient. */
  public String path(String role, String server) {
    return template
        .replace("{role}", role)
        .replaceAll("\\{(server|account|key|recipient)}", server)
        .replace("{zone}", "1");
  }

  /** The path's parameters as a request has them. */
  Map<String, String> pathValues(String path) {
    Matcher matcher = pattern().matcher(path);
    Map<String, String> values = new TreeMap<>();
    if (matcher.matches()) {
      MatchResult found = matcher.toMatchResult();
      names().forEach(name -> values.put(name, found.group(1 + names().indexOf(name))));
    }
    return values;
  }

  /** Its parameters, with those of its path. */
  List<JsonNode> parameters() {
    JsonNode path = description.root().path("paths").path(template);
    List<JsonNode> parameters = new ArrayList<>();
    path.path("parameters").forEach(one -> parameters.add(description.resolved(one)));
    node.path("parameters").forEach(one -> parameters.add(description.resolved(one)));
    return parameters;
  }

  /** Whether it wants a header. */
  public boolean wants(String header) {
    return parameters().stream()
        .filter(parameter -> parameter.path("in").asString().equals("header"))
        .filter(parameter -> parameter.path("required").asBoolean(false))
        .anyMatch(parameter -> parameter.path("name").asString().equals(header));
  }

  /** What its body has to be, by media type; nothing where there is none. */
  public JsonNode body() {
    return description.resolved(node.path("requestBody")).path("content");
  }

  /** The example of its body in a media type. */
  public JsonNode example(String mediaType) {
    return body().path(mediaType).path("example");
  }

  /** The right that it needs; empty where it needs none. */
  public String right() {
    JsonNode own =
        node.has("security") ? node.path("security") : description.root().path("security");
    return own.at("/0/login/0").asString("");
  }

  /** The statuses that are described for it alone. */
  public Set<Integer> ownStatuses() {
    Set<Integer> statuses = new TreeSet<>();
    node.path("responses").propertyNames().stream()
        .filter(status -> !status.equals("default"))
        .forEach(status -> statuses.add(Integer.valueOf(status)));
    return statuses;
  }

  /** What is said of an answer with a status. */
  JsonNode answer(int status) {
    if (ownStatuses().contains(status)) {
      return description.resolved(node.path("responses").path(Integer.toString(status)));
    }
    JsonNode any = description.resolved(node.path("responses").path("default"));
    for (JsonNode known : any.path("x-statuses")) {
      if (known.asInt() == status) {
        return any;
      }
    }
    throw new AssertionError(route() + ": the status " + status + " is not described");
  }
}
