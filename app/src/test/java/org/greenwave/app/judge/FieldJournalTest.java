package org.greenwave.app.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldJournalTest {
  @Test
  void readsWholeLinesOnly(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("journal.csv"),
            """
            unit,zone,epochMillis,sequence,periodEndMillis,volume,occupancy,speed,status,readable
            F-001,1,1000,7,2000,3,41,873,2,ALWAYS
            F-001,2,1000,7,2000,65535,65535,65535,5,PARTLY
            F-001,1,1000,8,4000,3,41,8\
            """);
    assertThat(FieldJournal.read(file, 0))
        .containsExactly(
            new Served(new ZoneName("F-001", 1), 1000, 7, 2000, new Measured(3, 41, 873), true),
            new Served(new ZoneName("F-001", 2), 1000, 7, 2000, Measured.NOTHING, false));
    assertThat(FieldJournal.read(file, 2001)).isEmpty();
  }
}
