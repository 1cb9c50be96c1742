package org.greenwave.server.http;

import io.helidon.http.media.ReadableEntity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON bodies, refused when too large, too deep or none. A tree takes many times the memory
 * of its text, so that only a few large ones are read at once.
 */
final class JsonBody {
  private static final int SIZE_LIMIT = 1 << 20;
  private static final int SMALL = 16 << 10;
  private static final int DEPTH_LIMIT = 64;
  private static final int TOKEN_LIMIT = 200_000;
  private static final int PLACES = 4;
  private static final long WAIT_SECONDS = 5;
  private static final Semaphore LARGE = new Semaphore(PLACES);
  private static final Lock ALONE = new ReentrantLock(true);
  private static final JsonMapper TREES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_LIMIT)
                          .maxTokenCount(TOKEN_LIMIT)
                          .build())
                  .build())
          .build();

  private JsonBody() {}

  /** The JSON object in a request's body. */
  static JsonNode read(ReadableEntity body) {
    BoundedStream in = new BoundedStream(body.inputStream(), Long.MAX_VALUE);
    try (in) {
      byte[] beginning = in.readNBytes(SMALL);
      return beginning.length < SMALL ? tree(beginning) : large(beginning, in);
    } catch (IOException broken) {
      in.demandWhole();
      throw new ProblemException(400, "No body", String.valueOf(broken.getMessage()));
    }
  }

  private static JsonNode large(byte[] beginning, InputStream rest) throws IOException {
    awaitPlace();
    try {
      ByteArrayOutputStream whole = new ByteArrayOutputStream(4 * SMALL);
      whole.write(beginning);
      whole.write(rest.readNBytes(SIZE_LIMIT + 1 - SMALL));
      if (whole.size() > SIZE_LIMIT) {
        throw new ProblemException(
            413, "Too large", "The body is larger than 1 MB; send less at once.");
      }
      return alone(whole.toByteArray());
    } finally {
      LARGE.release();
    }
  }

  /**
   * Bytes may come slowly, so that several are read in; what costs memory and time is done alone.
   */
  private static JsonNode alone(byte[] bytes) {
    ALONE.lock();
    try {
      return tree(bytes);
    } finally {
      ALONE.unlock();
    }
  }

  private static void awaitPlace() {
    try {
      if (LARGE.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(
        503,
        "Too much at once",
        "Several large bodies are being read just now; try again in a moment.");
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      JsonNode body = TREES.readTree(new ByteArrayInputStream(bytes));
      if (body == null || !body.isObject()) {
        throw new ProblemException(400, "No JSON", "The body has to be a JSON object.");
      }
      return body;
    } catch (StreamConstraintsException _) {
      throw new ProblemException(
          400,
          "No JSON",
          "The body is nested deeper than %d levels, or has more than %d parts."
              .formatted(DEPTH_LIMIT, TOKEN_LIMIT));
    } catch (JacksonException wrong) {
      throw new ProblemException(400, "No JSON", "The body is not sound JSON" + where(wrong) + ".");
    }
  }

  private static String where(JacksonException wrong) {
    return Optional.ofNullable(wrong.getLocation())
        .map(at -> " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()))
        .orElse("");
  }
}
