package org.greenwave.cli.text;

/**
 * Colours, where they are wanted.
 *
 * @param colours whether escape sequences may be written
 */
public record Ink(boolean colours) {
  /** How a piece of text looks. */
  public enum Tone {
    PLAIN(""),
    STRONG("1"),
    GOOD("32"),
    BAD("31"),
    CARE("33"),
    FAINT("2"),
    TITLE("1;36");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** Colours only when a person watches and has not asked for none. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 is back to null where there is no terminal
  public static Ink ofTerminal() {
    var console = System.console();
    boolean terminal = console != null && console.isTerminal();
    boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    return new Ink(terminal && wanted);
  }

  /** The text in a tone, cleaned of control characters. */
  public String paint(Tone tone, String text) {
    String clean = clean(text);
    return colours && tone != Tone.PLAIN && !clean.isEmpty()
        ? "\u001b[" + tone.code + "m" + clean + "\u001b[0m"
        : clean;
  }

  /** The text without what could control a terminal. */
  public static String clean(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
