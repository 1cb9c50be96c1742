package org.greenwave.app.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.greenwave.cli.text.Ink;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;

/** What the demo tells, line by line, each with the seconds since it began. */
final class Timeline {
  private static final String MARGIN = " ".repeat(9);

  private final PrintWriter out;
  private final Ink ink;
  private final long began = System.nanoTime();

  Timeline(PrintWriter out, Ink ink) {
    this.out = out;
    this.ink = ink;
  }

  /** Something that happened: a mark, and a line in a tone. */
  void tell(Tone tone, String mark, String line) {
    double seconds = (System.nanoTime() - began) / 1e9;
    String time = String.format(Locale.ROOT, "%6.1f s", seconds);
    print(ink.paint(Tone.FAINT, time) + " " + ink.paint(tone, mark) + " " + text(tone, line));
  }

  /** Something that goes on. */
  void step(String line) {
    tell(Tone.FAINT, "○", line);
  }

  /** Something that is well. */
  void good(String line) {
    tell(Tone.GOOD, "●", line);
  }

  /** Something that is not, with more lines if there are. */
  void bad(String line) {
    List<String> lines = line.lines().toList();
    tell(Tone.BAD, "✗", lines.isEmpty() ? line : lines.getFirst());
    lines.stream().skip(1).forEach(this::more);
  }

  /** More about the line before. */
  void more(String line) {
    print(MARGIN + "  " + ink.paint(Tone.PLAIN, line));
  }

  /** A new chapter. */
  void chapter(String title) {
    print("");
    print(MARGIN + ink.paint(Tone.TITLE, title));
  }

  /** A table, set in under the lines. */
  void show(Table table) {
    table.lines(ink).forEach(line -> print(MARGIN + line));
  }

  /** The line of a mark that matters is strong; others are as they are. */
  private String text(Tone tone, String line) {
    return ink.paint(tone == Tone.BAD ? Tone.BAD : Tone.PLAIN, line);
  }

  private synchronized void print(String line) {
    out.println(line);
    out.flush();
  }
}
