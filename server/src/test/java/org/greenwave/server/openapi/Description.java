package org.greenwave.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The API's description as it is served.
 *
 * @param root the whole document
 */
public record Description(JsonNode root) {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  /** Reads it from the class path. */
  public static Description load() {
    try (InputStream in = Description.class.getResourceAsStream("/openapi.yaml")) {
      return new Description(YAML.readTree(in));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** All operations. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method ->
                    operations.add(
                        new Operation(this, method.getKey(), path.getKey(), method.getValue()))));
    return operations;
  }

  /** The operation that a request means; of several the one with the most fixed path. */
  public Operation operation(String method, String path) {
    return operations().stream()
        .filter(operation -> operation.matches(method, path))
        .min(Comparator.comparingInt(operation -> operation.names().size()))
        .orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
  }

  /** What a reference leads to, or the node itself if it is none. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    if (reference.isEmpty()) {
      return node;
    }
    JsonNode target = root.at(JsonPointer.compile(reference.substring(1)));
    if (target.isMissingNode()) {
      throw new AssertionError(reference + " leads nowhere");
    }
    return target;
  }
}
