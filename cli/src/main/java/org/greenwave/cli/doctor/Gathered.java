package org.greenwave.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.cli.api.Api;
import tools.jackson.databind.JsonNode;

/** What was gathered for an archive, and what could not be got, with a sentence each. */
public final class Gathered {
  /** Reads a text when its turn comes, with the secrets in it still. */
  public interface Text {
    String read() throws IOException;
  }

  /**
   * One file of the archive.
   *
   * @param name its path in the archive
   * @param text what is in it, without secrets once it is read
   */
  public record Entry(String name, Text text) {}

  private final Secrets secrets;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /** Nothing yet; what is added goes through the secrets. */
  public Gathered(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Adds a document, and learns its secrets. */
  public void add(String name, JsonNode document) {
    secrets.learn(document);
    entries.add(
        new Entry(
            name,
            () ->
                Api.JSON
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(secrets.without(document))));
  }

  /** Adds a text that is read later. */
  public void add(String name, Text text) {
    entries.add(new Entry(name, () -> secrets.without(text.read())));
  }

  /** Says what could not be got. */
  public void miss(String sentence) {
    missing.add(secrets.without(sentence));
  }

  public Secrets secrets() {
    return secrets;
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public List<String> missing() {
    return List.copyOf(missing);
  }
}
