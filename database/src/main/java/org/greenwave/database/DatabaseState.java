package org.greenwave.database;

import java.time.Duration;
import java.time.Instant;

/** How a role's database is, seen from this server, in words that a person can read. */
public sealed interface DatabaseState {
  /** One sentence, as of a moment. */
  String sentence(Instant now);

  /** Nothing is known yet. */
  record Connecting(Instant since, DatabaseUrl url) implements DatabaseState {
    @Override
    public String sentence(Instant now) {
      return "Connecting to the database at %s since %s."
          .formatted(url.spoken(), spoken(since, now));
    }
  }

  /** The schema is being made or upgraded, here or by another server that we wait for. */
  record Upgrading(Instant since, DatabaseUrl url) implements DatabaseState {
    @Override
    public String sentence(Instant now) {
      return "The database at %s is being upgraded since %s."
          .formatted(url.spoken(), spoken(since, now));
    }
  }

  /** It can be read and written, as far as is known. */
  record Connected(Instant since, DatabaseUrl url, String version) implements DatabaseState {
    @Override
    public String sentence(Instant now) {
      return "Connected to the database at %s (PostgreSQL %s) since %s."
          .formatted(url.spoken(), version, spoken(since, now));
    }
  }

  /** It cannot be used. */
  record Unreachable(Instant since, Trouble trouble) implements DatabaseState {
    @Override
    public String sentence(Instant now) {
      return "%s Since %s.".formatted(trouble.sentence(), spoken(since, now));
    }
  }

  private static String spoken(Instant since, Instant now) {
    long seconds = Math.max(0, Duration.between(since, now).toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}
