package org.greenwave.simulator.field;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The command line of the field: {@code greenwave field --units 60 --journal FILE}. */
public final class FieldCommand {
  /** What the options are. */
  public static final String USAGE =
      """
      greenwave field: simulated traffic sensors (NTCIP 1209 over SNMP) on this machine.
        --units N          how many units (60)
        --host ADDRESS     the address that the units answer at (127.0.0.1)
        --base-port N      unit n answers on port N + n (16100)
        --period N         sample period in seconds (2)
        --journal FILE     append what every zone measured to FILE
        --settings FILE    write the units as settings for the traffic-sensor role to FILE
        --time-lapse N     the day passes N times as fast; 144 = a day in ten minutes (1)
        --seed N           the same seed makes the same field (1)
        --outages BOOLEAN  silences, restarts and bad detectors now and then (true)
        --misbehaving N    so many of the last units answer with garbage (0)
      """;

  private static final int USAGE_ERROR = 2;

  private FieldCommand() {}

  /** Runs the command until the process is ended; returns the exit code. */
  public static int run(List<String> arguments) {
    if (arguments.contains("--help")) {
      System.out.print(USAGE);
      return 0;
    }
    try {
      return Field.run(options(arguments));
    } catch (IllegalArgumentException refused) {
      System.err.println(refused.getMessage() + " Try greenwave field --help");
      return USAGE_ERROR;
    }
  }

  /** Starts the field on its own. */
  public static void main(String[] arguments) {
    int exitCode = run(List.of(arguments));
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** The options that these words mean; what they do not say is as in the default. */
  static FieldOptions options(List<String> arguments) {
    Map<String, String> given = pairs(arguments);
    FieldOptions usual = FieldOptions.DEFAULT;
    String seed = given.remove("--seed");
    String lapse = given.remove("--time-lapse");
    FieldOptions options =
        new FieldOptions(
            number(given, "--units", usual.units()),
            text(given, "--host", usual.host()),
            number(given, "--base-port", usual.basePort()),
            number(given, "--period", usual.periodSeconds()),
            seed == null ? usual.seed() : parse("--seed", seed, Long::parseLong),
            lapse == null ? usual.timeLapse() : parse("--time-lapse", lapse, Double::parseDouble),
            truth(given, "--outages", usual.outages()),
            number(given, "--misbehaving", usual.misbehaving()),
            file(given, "--journal"),
            file(given, "--settings"));
    if (!given.isEmpty()) {
      String unknown = given.keySet().iterator().next();
      throw new IllegalArgumentException("There is no option " + unknown + ".");
    }
    return options;
  }

  private static Map<String, String> pairs(List<String> arguments) {
    Map<String, String> pairs = new HashMap<>();
    for (int at = 0; at < arguments.size(); at += 2) {
      if (at + 1 == arguments.size()) {
        throw new IllegalArgumentException("The option " + arguments.get(at) + " needs a value.");
      }
      pairs.put(arguments.get(at), arguments.get(at + 1));
    }
    return pairs;
  }

  private static String text(Map<String, String> given, String option, String otherwise) {
    String text = given.remove(option);
    return text == null ? otherwise : text;
  }

  private static int number(Map<String, String> given, String option, int otherwise) {
    String text = given.remove(option);
    return text == null ? otherwise : parse(option, text, Integer::parseInt);
  }

  private static <T> T parse(String option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(option + " cannot be " + text + ".", notOne);
    }
  }

  private static boolean truth(Map<String, String> given, String option, boolean otherwise) {
    String text = given.remove(option);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(option + " is true or false, not " + text + ".");
    }
    return text == null ? otherwise : text.equals("true");
  }

  private static Optional<Path> file(Map<String, String> given, String option) {
    return Optional.ofNullable(given.remove(option)).map(Path::of);
  }
}
