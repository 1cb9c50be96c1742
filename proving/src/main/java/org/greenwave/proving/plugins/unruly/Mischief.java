package org.greenwave.proving.plugins.unruly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which method misbehaves, how, and on which server.
 *
 * @param method empty for none
 * @param on a server's name, or {@code all}
 */
public record Mischief(String method, Kind kind, String on) {
  /** Where a server's plug-in reads which of the methods that know no settings misbehaves. */
  public static final String FILE = "GREENWAVE_UNRULY";

  /** What a role that refuses says. */
  public static final String REFUSAL = "Its road is closed; open the road.";

  /** Everything is in order. */
  public static final Mischief NONE = new Mischief("", Kind.THROWS, "all");

  private static final int PORTION = 1 << 20;

  /** What cannot tell what it is. */
  private static final class Mute extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("unruly messages");
    }
  }

  /** The mischief in a role's settings. */
  static Mischief of(String settings) {
    JsonNode read = JsonMapper.shared().readTree(settings);
    String method = read.path("method").asString("");
    String kind = read.path("kind").asString("THROWS");
    return new Mischief(method, Kind.valueOf(kind), read.path("on").asString("all"));
  }

  /** The mischief that a plug-in is told by a file before it has settings. */
  static Mischief atStart() {
    try {
      String file = System.getenv(FILE);
      return file == null ? NONE : of(Files.readString(Path.of(file)));
    } catch (IOException none) {
      return NONE;
    }
  }

  /** The settings that ask for it. */
  public String settings() {
    return method.isEmpty()
        ? "{}"
        : "{\"method\":\"%s\",\"kind\":\"%s\",\"on\":\"%s\"}".formatted(method, kind, on);
  }

  /** What people call it. */
  public String title() {
    return "%s %s on %s".formatted(method, kind.name().toLowerCase(Locale.ROOT), on);
  }

  /** What a method that returns nothing does. */
  void in(String called, String server) {
    var _ = in(called, server, () -> true, true);
  }

  /** What a method returns, if it does. */
  <T> @Nullable T in(String called, String server, Supplier<@Nullable T> garbage, T sound) {
    if (!called.equals(method) || !(on.equals("all") || on.equals(server))) {
      return sound;
    }
    return switch (kind) {
      case THROWS -> throw new IllegalStateException("unruly throws");
      case ERRS -> throw new NoClassDefFoundError("unruly errs");
      case MUTTERS -> throw new Mute();
      case REFUSES -> throw new IllegalStateException(REFUSAL);
      case HANGS -> throw hung();
      case STAYS -> throw stayed();
      case SPINS -> throw spun();
      case EATS -> throw new IllegalStateException("ate " + eaten());
      case NOTHING -> null;
      case GARBAGE -> garbage.get();
    };
  }

  private static RuntimeException hung() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("unruly was interrupted");
  }

  private static RuntimeException stayed() {
    while (!System.getProperties().isEmpty()) {
      LockSupport.parkNanos(1_000_000_000);
      Thread.interrupted();
    }
    return new IllegalStateException("unruly returned");
  }

  private static RuntimeException spun() {
    while (!Mischief.REFUSAL.isEmpty()) {
      Thread.onSpinWait();
    }
    return new IllegalStateException("unruly returned");
  }

  private static int eaten() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new byte[PORTION]);
    }
    return all.size();
  }
}
