package org.greenwave.tss.source;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a settings object strictly: whatever is unknown, of the wrong type or out of
 * bounds becomes a sentence that says where, and the default is taken.
 */
public final class Fields {
  private final ObjectNode object;
  private final String where;
  private final List<String> problems;

  /**
   * Fields of an object.
   *
   * @param where names the object in sentences, such as {@code Source field}
   * @param problems takes the sentences
   */
  public Fields(ObjectNode object, String where, List<String> problems) {
    this.object = object;
    this.where = where;
    this.problems = problems;
  }

  /** The object's name in sentences. */
  public String where() {
    return where;
  }

  /** Refuses every key but these: a misspelt key must not be passed over. */
  public void only(Set<String> keys) {
    for (String key : object.propertyNames()) {
      if (!keys.contains(key)) {
        List<String> known = keys.stream().sorted().toList();
        problems.add("%s: unknown key \"%s\"; known are %s.".formatted(where, key, known));
      }
    }
  }

  /** A text, not longer than {@code most}. */
  public String text(String key, String absent, int most) {
    JsonNode node = object.path(key);
    if (node.isMissingNode()) {
      return absent;
    }
    if (node.isString() && node.asString().length() <= most) {
      return node.asString();
    }
    problems.add("%s: %s must be a text of at most %d characters.".formatted(where, key, most));
    return absent;
  }

  /** A name that must be there: printable, and not blank. */
  public String name(String key, int most) {
    String name = object.path(key).asString("");
    boolean printable = name.chars().noneMatch(Character::isISOControl);
    if (!object.path(key).isString() || name.isBlank() || name.length() > most || !printable) {
      problems.add(
          "%s: %s must be a printable text of 1 to %d characters.".formatted(where, key, most));
    }
    return name;
  }

  /** A whole number in a range. */
  public int number(String key, int absent, int least, int most) {
    JsonNode node = object.path(key);
    if (node.isMissingNode()) {
      return absent;
    }
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      int value = node.asInt();
      if (value >= least && value <= most) {
        return value;
      }
    }
    problems.add("%s: %s must be a whole number from %d to %d.".formatted(where, key, least, most));
    return absent;
  }

  /** Degrees between plus and minus a limit, NaN when absent or null. */
  public double degrees(String key, int limit) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return Double.NaN;
    }
    if (node.isNumber() && Math.abs(node.asDouble()) <= limit) {
      return node.asDouble();
    }
    problems.add("%s: %s must be a number from -%d to %d.".formatted(where, key, limit, limit));
    return Double.NaN;
  }
}
