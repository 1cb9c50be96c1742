package org.greenwave.directory;

import java.util.regex.Pattern;

/** What servers and roles may be called. */
public final class Names {
  private static final Pattern SOUND = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private Names() {}

  /** Whether a name is 1 to 32 small letters, digits and hyphens, beginning with a letter. */
  public static boolean sound(String name) {
    return SOUND.matcher(name).matches();
  }
}
