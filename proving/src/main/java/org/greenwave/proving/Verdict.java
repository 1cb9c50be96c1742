package org.greenwave.proving;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a trial has found so far, told as it is found. */
public final class Verdict {
  private final PrintStream out;
  private final long began = System.nanoTime();
  private final List<String> shortfalls = new ArrayList<>();
  private int checks;

  public Verdict(PrintStream out) {
    this.out = out;
  }

  /** Tells what is being done or was measured. */
  public synchronized void tell(String sentence) {
    out.printf(Locale.ROOT, "%7.2f s         %s%n", seconds(), sentence);
  }

  /** Counts a check, and tells how it went. */
  public synchronized void check(boolean held, String sentence) {
    checks++;
    out.printf(Locale.ROOT, "%7.2f s  %s  %s%n", seconds(), held ? "ok   " : "SHORT", sentence);
    if (!held) {
      shortfalls.add(sentence);
    }
  }

  /** Counts a trial that could not be carried out to its end. */
  public synchronized void broken(Throwable cause) {
    check(false, "could not be carried out: " + cause);
  }

  /** Tells the end, and whether everything held. A trial that checked nothing has shown nothing. */
  public synchronized boolean close() {
    if (checks == 0) {
      shortfalls.add("nothing was checked");
    }
    out.printf(Locale.ROOT, "%d checks in %.1f s%n", checks, seconds());
    if (shortfalls.isEmpty()) {
      out.println("held");
    } else {
      shortfalls.forEach(sentence -> out.println("fell short: " + sentence));
    }
    out.flush();
    return shortfalls.isEmpty();
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
