package org.greenwave.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.greenwave.cli.api.Api;
import tools.jackson.databind.JsonNode;

/** Answers of a server as the contract writes them, kept as files beside the tests. */
final class Samples {
  private Samples() {}

  static JsonNode json(String name) {
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no file " + name);
      }
      return Api.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
