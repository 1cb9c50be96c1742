package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptVoteTest {
  private static final String GROUP = "11111111-2222-3333-4444-555555555555";
  private static final String WHOLE = "#\n#Thu Nov 26\nterm=7\nvotedFor=alpha@1\n";

  @TempDir private Path data;
  private Path vote;

  @BeforeEach
  void folder() throws Exception {
    vote = data.resolve("log").resolve(GROUP).resolve("current").resolve("raft-meta");
    Files.createDirectories(vote.getParent());
  }

  private KeptVote kept() {
    return new KeptVote(data.resolve("log"), GROUP);
  }

  @Test
  void aLostVoteIsMendedFarAboveAnyThatMayHaveBeenGiven() throws Exception {
    Files.writeString(vote, WHOLE);
    kept().keep();
    for (String torn : new String[] {"", "#\n", "term=8\n", "term=x\nvotedFor=\n", "\\u00"}) {
      Files.writeString(vote, torn);
      kept().keep();
      kept().mend();
      assertThat(vote).as("after: " + torn).hasContent("term=1000007\nvotedFor=\n");
    }
  }

  @Test
  void aWholeVoteStaysAsItIs() throws Exception {
    Files.writeString(vote, WHOLE);
    kept().keep();
    Files.writeString(vote, WHOLE.replace("7", "9"));
    kept().mend();
    assertThat(vote).hasContent(WHOLE.replace("7", "9"));
  }

  @Test
  void withoutACopyNothingIsInvented() throws Exception {
    Files.writeString(vote, "");
    kept().mend();
    assertThat(vote).isEmptyFile();
  }

  @Test
  void whereThereIsNoVoteNothingIsDone() throws Exception {
    kept().keep();
    kept().mend();
    assertThat(vote).doesNotExist();
  }
}
