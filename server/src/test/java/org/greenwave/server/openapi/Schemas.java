package org.greenwave.server.openapi;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds JSON against the description's schemas, stricter than clients may: a property that is not
 * described is a fault here, where a client passes it over.
 */
public final class Schemas {
  private static final String DOCUMENT = "https://greenwave.test/openapi";
  private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/schema/2022-10-07";
  private static final String JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private final SchemaRegistry registry;

  /** The schemas of a description. */
  public Schemas(Description description) {
    JsonNode strict = description.root().deepCopy();
    close(strict);
    Map<String, String> documents =
        Map.of(DOCUMENT, strict.toString(), OPENAPI, resource("openapi-3.1-schema.json"));
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((word, _) -> new NonValidationKeyword(word))
            .build();
    registry =
        SchemaRegistry.withDialect(
            dialect, builder -> builder.schemas(documents).schemaRegistryConfig(config));
  }

  private static String resource(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("type").asString("").equals("object")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(Schemas::close);
  }

  /** What is wrong with a document that should be OpenAPI 3.1. */
  public List<String> openApiFaults(JsonNode document) {
    return faults(schema(OPENAPI), document);
  }

  /** What is wrong with a schema that should be JSON Schema 2020-12. */
  public List<String> schemaFaults(JsonNode schema) {
    return faults(schema(JSON_SCHEMA), schema);
  }

  /**
   * What is wrong with a value by a schema of the description: a reference, or written in place.
   */
  public List<String> faults(JsonNode schema, JsonNode value) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty()
        ? faults(registry.getSchema(schema), value)
        : faults(schema(DOCUMENT + reference), value);
  }

  private Schema schema(String location) {
    return registry.getSchema(SchemaLocation.of(location));
  }

  private static List<String> faults(Schema schema, JsonNode value) {
    return schema.validate(value).stream().map(Object::toString).toList();
  }
}
