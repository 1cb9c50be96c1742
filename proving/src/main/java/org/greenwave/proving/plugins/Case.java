package org.greenwave.proving.plugins;

import static org.greenwave.proving.plugins.unruly.Kind.ERRS;
import static org.greenwave.proving.plugins.unruly.Kind.GARBAGE;
import static org.greenwave.proving.plugins.unruly.Kind.HANGS;
import static org.greenwave.proving.plugins.unruly.Kind.MUTTERS;
import static org.greenwave.proving.plugins.unruly.Kind.NOTHING;
import static org.greenwave.proving.plugins.unruly.Kind.REFUSES;
import static org.greenwave.proving.plugins.unruly.Kind.SPINS;
import static org.greenwave.proving.plugins.unruly.Kind.STAYS;
import static org.greenwave.proving.plugins.unruly.Kind.THROWS;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.greenwave.proving.plugins.unruly.Kind;
import org.greenwave.proving.plugins.unruly.Mischief;

/**
 * One thing that a role does wrong while it is hosted or loaded, and what is to become of it.
 *
 * @param says what an administrator has to read
 * @param end who hosts the role in the end
 */
record Case(Mischief mischief, How how, String says, End end) {
  /** What brings the wrong method about. */
  enum How {
    /** The role is loaded anew with these settings. */
    RELOAD,
    /** The role is given these settings while it works. */
    EDIT
  }

  /** Who hosts the role while it does wrong. */
  enum End {
    /** Nobody can. */
    NOBODY,
    /** The other server of its list. */
    THE_OTHER,
    /** Some server of its list. */
    SOMEBODY
  }

  private static final String FIRST = Unruly.LIST.getFirst();
  private static final String HANG = "a call of the role has not returned for";

  private static Case of(String method, Kind kind, String on, How how) {
    String says = words(method, kind);
    return new Case(new Mischief(method, kind, on), how, says, end(method, kind, on));
  }

  private static String words(String method, Kind kind) {
    return switch (kind) {
      case THROWS, ERRS -> "unruly " + kind.name().toLowerCase(Locale.ROOT);
      case MUTTERS -> "cannot tell its message";
      case REFUSES -> Mischief.REFUSAL;
      case HANGS, STAYS, SPINS, EATS ->
          method.equals("progress") ? "the role has not said for" : HANG;
      case NOTHING -> "says nothing when it is asked how it is";
      case GARBAGE -> "nonsense nonsense";
    };
  }

  private static End end(String method, Kind kind, String on) {
    if (method.equals("reconfigure") || kind == GARBAGE) {
      return End.SOMEBODY;
    }
    return on.equals("all") ? End.NOBODY : End.THE_OTHER;
  }

  /** Cases that take seconds. */
  static List<Case> quick() {
    return List.of(
        of("standby", THROWS, "all", How.RELOAD),
        of("activate", MUTTERS, FIRST, How.RELOAD),
        of("reconfigure", ERRS, "all", How.EDIT),
        of("progress", GARBAGE, "all", How.RELOAD));
  }

  /** Cases in which the server loses patience first. */
  static List<Case> slow() {
    return List.of(
        of("activate", HANGS, FIRST, How.RELOAD),
        of("progress", NOTHING, FIRST, How.RELOAD),
        of("progress", SPINS, FIRST, How.RELOAD),
        of("standby", HANGS, FIRST, How.RELOAD));
  }

  /** All cases of calls that return, or that end when they are interrupted. */
  static List<Case> all() {
    Stream<Case> thrown =
        Stream.of("standby", "activate", "progress")
            .flatMap(method ->
                Stream.of(THROWS, ERRS, MUTTERS, REFUSES)
                    .flatMap(kind ->
                        Stream.of("all", FIRST).map(on -> of(method, kind, on, How.RELOAD))));
    Stream<Case> edited =
        Stream.of(THROWS, ERRS, MUTTERS, REFUSES)
            .map(kind -> of("reconfigure", kind, "all", How.EDIT));
    return Stream.of(thrown, edited, quick().stream(), slow().stream())
        .flatMap(cases -> cases)
        .filter(it -> !(it.mischief().method().equals("progress") && it.end() == End.NOBODY))
        .distinct()
        .toList();
  }
}
