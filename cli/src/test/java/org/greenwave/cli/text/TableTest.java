package org.greenwave.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table.Cell;
import org.greenwave.cli.text.Table.Side;
import org.junit.jupiter.api.Test;

final class TableTest {
  private final Table table =
      new Table()
          .column("name")
          .column("n", Side.RIGHT)
          .row("alpha", "7")
          .row(List.of(new Cell(Tone.GOOD, "● β"), Cell.of("12")));

  @Test
  void columnsLineUp() {
    assertThat(table.lines(new Ink(false))).containsExactly("name    n", "alpha   7", "● β    12");
  }

  @Test
  void coloursDoNotShiftColumns() {
    String escape = "\u001b\\[[0-9;]*m";
    assertThat(table.lines(new Ink(true)).stream().map(line -> line.replaceAll(escape, "")))
        .containsExactlyElementsOf(table.lines(new Ink(false)));
    assertThat(table.lines(new Ink(true)).getLast()).startsWith("\u001b[32m● β\u001b[0m");
  }
}
