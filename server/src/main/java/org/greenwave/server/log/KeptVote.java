package org.greenwave.server.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of the vote that the engine stores. On a full disk the engine replaces its own by an empty
 * file, and never starts again; so would a majority whose disks were full at once.
 *
 * <p>The copy may be older than what was lost, and a server must not vote twice in one term. So the
 * term is raised far beyond any that the server may have voted in; raising it is always safe.
 */
final class KeptVote {
  /** More terms than elections may have passed since the copy was made. */
  static final long FAR = 1_000_000;

  private static final String TERM = "term";
  private static final String VOTED_FOR = "votedFor";
  private static final Logger LOG = LoggerFactory.getLogger(KeptVote.class);

  private final Path vote;
  private final Path copy;
  private byte[] kept = {};

  /**
   * The vote in a log.
   *
   * @param folder the log's; the copy stands beside it
   * @param group the identity of the Directory that is voted in
   */
  KeptVote(Path folder, String group) {
    vote = folder.resolve(group).resolve("current").resolve("raft-meta");
    copy = folder.resolveSibling("vote-" + group + ".kept");
  }

  /** Copies it, if it has changed and is whole. */
  void keep() {
    try {
      byte[] now = Files.readAllBytes(vote);
      if (!Arrays.equals(now, kept) && isWhole(read(now))) {
        Synced.replace(copy, now);
        kept = now;
      }
    } catch (IOException e) {
      LOG.debug("The vote is not copied now.", e);
    }
  }

  /** Makes it whole before the engine reads it, if it is torn and there is a copy. */
  void mend() throws IOException {
    if (!Files.exists(vote) || isWhole(read(Files.readAllBytes(vote))) || !Files.exists(copy)) {
      return;
    }
    Properties known = read(Files.readAllBytes(copy));
    if (isWhole(known)) {
      long term = Long.parseLong(known.getProperty(TERM)) + FAR;
      LOG.warn(
          "The vote that was stored here is lost, as by a full disk; this server goes on in term"
              + " {}.",
          term);
      String mended = "%s=%d%n%s=%n".formatted(TERM, term, VOTED_FOR);
      Synced.replace(vote, mended.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Properties read(byte[] bytes) throws IOException {
    Properties read = new Properties();
    try {
      read.load(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException garbled) {
      read.clear();
    }
    return read;
  }

  private static boolean isWhole(Properties read) {
    return read.getProperty(TERM, "").matches("[0-9]{1,15}") && read.getProperty(VOTED_FOR) != null;
  }
}
