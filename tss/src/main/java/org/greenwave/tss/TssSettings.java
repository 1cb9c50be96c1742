package org.greenwave.tss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.greenwave.tss.source.Fields;
import org.greenwave.tss.source.SourceKind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of a {@code tss} role.
 *
 * @param staleAfterSeconds age at which a zone is stale
 * @param noDataAfterSeconds age at which a zone has no data
 * @param sources the data sources by id, in order; each object holds what its kind understands
 */
record TssSettings(
    int staleAfterSeconds, int noDataAfterSeconds, Map<String, SourceSettings> sources) {
  private static final Set<String> KEYS =
      Set.of("staleAfterSeconds", "noDataAfterSeconds", "sources");
  private static final int MOST_CHARACTERS = 8 << 20;
  private static final int MOST_SOURCES = 100;
  private static final Map<String, SourceKind> KINDS = kinds();
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxDocumentLength(MOST_CHARACTERS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One source: its kind and everything that was set. */
  record SourceSettings(SourceKind kind, ObjectNode fields) {}

  private static Map<String, SourceKind> kinds() {
    Map<String, SourceKind> kinds = new TreeMap<>();
    for (SourceKind kind :
        ServiceLoader.load(SourceKind.class, SourceKind.class.getClassLoader())) {
      kinds.put(kind.kind(), kind);
    }
    return kinds;
  }

  /** Reads settings; every problem becomes a sentence, and what is broken is left out. */
  static TssSettings read(String text, List<String> problems) {
    JsonNode root = parse(text, problems);
    if (!(root instanceof ObjectNode object)) {
      problems.add("The settings must be a JSON object.");
      return new TssSettings(90, 300, Map.of());
    }
    Fields fields = new Fields(object, "Settings", problems);
    fields.only(KEYS);
    int stale = fields.number("staleAfterSeconds", 90, 1, 86_400);
    int none = fields.number("noDataAfterSeconds", Math.max(300, stale), 1, 7 * 86_400);
    if (none < stale) {
      problems.add("Settings: noDataAfterSeconds must not be less than staleAfterSeconds.");
    }
    return new TssSettings(stale, none, sources(object.path("sources"), problems));
  }

  private static JsonNode parse(String text, List<String> problems) {
    try {
      if (text.length() <= MOST_CHARACTERS) {
        return JSON.readTree(text);
      }
      problems.add("The settings are longer than " + MOST_CHARACTERS + " characters.");
    } catch (JacksonException e) {
      problems.add("The settings are not JSON: " + e.getOriginalMessage());
    }
    return JSON.nullNode();
  }

  private static Map<String, SourceSettings> sources(JsonNode list, List<String> problems) {
    Map<String, SourceSettings> sources = new LinkedHashMap<>();
    if (list.isMissingNode()) {
      return sources;
    }
    if (!list.isArray() || list.size() > MOST_SOURCES) {
      problems.add("Settings: sources must be a list of at most " + MOST_SOURCES + " sources.");
      return sources;
    }
    for (JsonNode node : list) {
      addSource(sources, node, problems);
    }
    return sources;
  }

  private static void addSource(
      Map<String, SourceSettings> sources, JsonNode node, List<String> problems) {
    if (!(node instanceof ObjectNode fields)) {
      problems.add("Settings: each source must be an object with an id and a kind.");
      return;
    }
    String id = fields.path("id").asString("");
    if (!id.matches("[a-z][a-z0-9-]{0,31}")) {
      problems.add(
          "Settings: a source's id must be lower-case letters, digits and hyphens, 1 to 32.");
      return;
    }
    SourceKind kind = KINDS.get(fields.path("kind").asString(""));
    if (kind == null) {
      problems.add("Source %s: kind must be one of %s.".formatted(id, KINDS.keySet()));
      return;
    }
    List<String> own = new ArrayList<>(kind.check(fields));
    problems.addAll(own);
    if (sources.putIfAbsent(id, new SourceSettings(kind, fields)) != null) {
      problems.add("Settings: two sources have the id " + id + ".");
    }
  }
}
