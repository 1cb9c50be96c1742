package org.greenwave.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.greenwave.server.codec.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description by itself: sound OpenAPI 3.1, with nothing left out and nothing left over. */
class OpenApiDocumentTest {
  private static final String SCHEMAS = "/components/schemas";
  private static final Set<String> WORDS =
      Set.of(
          ("$ref additionalProperties const default description discriminator enum examples format"
                  + " items maxItems maxLength maximum minItems minLength minimum oneOf pattern"
                  + " properties required type uniqueItems writeOnly")
              .split(" "));

  private final Description description = Description.load();
  private final Schemas schemas = new Schemas(description);

  @Test
  void itIsOpenApi() {
    assertThat(schemas.openApiFaults(description.root())).isEmpty();
  }

  @Test
  void everySchemaIsJsonSchema() {
    description
        .root()
        .at(SCHEMAS)
        .properties()
        .forEach(one -> {
          assertThat(schemas.schemaFaults(one.getValue())).as(one.getKey()).isEmpty();
          words(one.getKey(), one.getValue());
        });
    description.operations().stream()
        .flatMap(operation -> operation.parameters().stream())
        .forEach(one -> words(one.path("name").asString(), one.path("schema")));
  }

  /** JSON Schema passes over what it does not know, such as a comma's second half in a sentence. */
  private static void words(String where, JsonNode schema) {
    assertThat(schema.propertyNames()).as(where).isSubsetOf(WORDS);
    schema
        .path("properties")
        .properties()
        .forEach(one -> words(where + " " + one.getKey(), one.getValue()));
    schema.path("oneOf").forEach(one -> words(where, one));
    if (schema.has("items")) {
      words(where + " item", schema.path("items"));
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> used = new TreeSet<>();
    references(description.root(), used);
    used.forEach(reference -> description.resolved(reference(reference)));
    Set<String> there = new TreeSet<>();
    description.root().path("components").properties().stream()
        .filter(kind -> !kind.getKey().equals("securitySchemes"))
        .forEach(kind ->
            kind.getValue()
                .propertyNames()
                .forEach(name -> there.add("#/components/" + kind.getKey() + "/" + name)));
    assertThat(used).isEqualTo(there);
  }

  private static JsonNode reference(String text) {
    return Json.mapping().createObjectNode().put("$ref", text);
  }

  private static void references(JsonNode node, Set<String> found) {
    JsonNode reference = node.path("$ref");
    if (reference.isString()) {
      found.add(reference.asString());
    }
    node.forEach(child -> references(child, found));
  }

  @Test
  void everyOperationHasAnIdOfItsOwnATagASummaryAndAnswers() {
    List<String> tags = new ArrayList<>();
    description.root().path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
    Set<String> ids = new TreeSet<>();
    for (Operation operation : description.operations()) {
      assertThat(ids.add(operation.id())).as(operation.route()).isTrue();
      assertThat(tags).contains(operation.node().path("tags").path(0).asString());
      assertThat(operation.node().path("summary").asString()).isNotBlank();
      assertThat(operation.ownStatuses()).anyMatch(status -> status < 300);
      assertThat(operation.node().path("responses").has("default")).isTrue();
      operation.ownStatuses().forEach(operation::answer);
    }
  }

  @Test
  void everyOperationNamesTheRightThatItNeeds() {
    for (Operation operation : description.operations()) {
      assertThat(operation.right()).as(operation.route()).isIn("", "view", "administer");
    }
    assertThat(description.root().at("/components/securitySchemes/login/scheme").asString())
        .isEqualTo("bearer");
  }

  @Test
  void everyParameterOfAPathIsDescribed() {
    for (Operation operation : description.operations()) {
      List<String> described =
          operation.parameters().stream()
              .filter(parameter -> parameter.path("in").asString().equals("path"))
              .map(parameter -> parameter.path("name").asString())
              .toList();
      assertThat(described)
          .as(operation.route())
          .containsExactlyInAnyOrderElementsOf(operation.names());
    }
  }

  @Test
  void everyExampleIsAsItsSchemaSays() {
    int examples = 0;
    for (Operation operation : description.operations()) {
      for (var content : operation.body().properties()) {
        JsonNode schema = content.getValue().path("schema");
        JsonNode example = content.getValue().path("example");
        if (!schema.isEmpty()) {
          assertThat(schemas.faults(schema, example)).as(operation.route()).isEmpty();
          examples++;
        }
      }
    }
    assertThat(examples).isGreaterThan(8);
    description
        .root()
        .at(SCHEMAS)
        .properties()
        .forEach(one -> {
          JsonNode schema = reference("#" + SCHEMAS + "/" + one.getKey());
          for (JsonNode example : one.getValue().path("examples")) {
            assertThat(schemas.faults(schema, example)).as(one.getKey()).isEmpty();
          }
        });
  }

  @Test
  void whatIsNotDescribedIsFound() {
    JsonNode schema = reference("#/components/schemas/Ping");
    JsonNode ping = Json.mapping().readTree("{\"at\":\"2026-11-22T12:03:11.000Z\"}");
    assertThat(schemas.faults(schema, ping)).isEmpty();
    assertThat(schemas.faults(schema, ping.deepCopy().asObject().put("more", 1))).hasSize(1);
    assertThat(schemas.faults(schema, ping.deepCopy().asObject().put("at", "now"))).isNotEmpty();
  }
}
