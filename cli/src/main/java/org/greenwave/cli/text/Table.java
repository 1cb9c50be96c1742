package org.greenwave.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.cli.text.Ink.Tone;

/** A table whose columns line up; the last column takes the room that is left. */
public final class Table {
  /** One cell, with its tone. */
  public record Cell(Tone tone, String text) {
    /** A cell in no particular tone. */
    public static Cell of(String text) {
      return new Cell(Tone.PLAIN, text);
    }
  }

  /** To which side of its column a cell keeps. */
  public enum Side {
    LEFT,
    RIGHT
  }

  private final List<String> titles = new ArrayList<>();
  private final List<Side> sides = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /** Adds a column that keeps to the left. */
  public Table column(String title) {
    return column(title, Side.LEFT);
  }

  /** Adds a column. */
  public Table column(String title, Side side) {
    titles.add(title);
    sides.add(side);
    return this;
  }

  /** Adds a row of plain cells. */
  public Table row(String... texts) {
    return row(List.of(texts).stream().map(Cell::of).toList());
  }

  /** Adds a row. */
  public Table row(List<Cell> cells) {
    if (cells.size() != titles.size()) {
      throw new IllegalArgumentException("a row of " + cells.size() + " in " + titles);
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The table's lines, the titles first. */
  public List<String> lines(Ink ink) {
    int[] widths = new int[titles.size()];
    List<Cell> head = titles.stream().map(title -> new Cell(Tone.FAINT, title)).toList();
    widen(widths, head);
    rows.forEach(row -> widen(widths, row));
    var lines = new ArrayList<String>();
    lines.add(line(ink, widths, head));
    rows.forEach(row -> lines.add(line(ink, widths, row)));
    return lines;
  }

  private static void widen(int[] widths, List<Cell> cells) {
    for (int at = 0; at < widths.length; at++) {
      widths[at] = Math.max(widths[at], width(cells.get(at)));
    }
  }

  private String line(Ink ink, int[] widths, List<Cell> cells) {
    var line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      Cell cell = cells.get(at);
      String room = " ".repeat(widths[at] - width(cell));
      String painted = ink.paint(cell.tone(), cell.text());
      line.append(at == 0 ? "" : "  ");
      line.append(sides.get(at) == Side.LEFT ? painted + room : room + painted);
    }
    return line.toString().stripTrailing();
  }

  private static int width(Cell cell) {
    String clean = Ink.clean(cell.text());
    return clean.codePointCount(0, clean.length());
  }
}
