package org.greenwave.tidy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configuration keys that the server reads, asked from the server itself: the constants of its
 * enum {@code Setting}, whose methods {@code key} and {@code defaultValue} it must have.
 */
final class Settings {
  private static final String ENUM = "org.greenwave.server.config.Setting";

  private Settings() {}

  /**
   * One configuration key.
   *
   * @param key as it stands in the configuration file
   * @param byDefault its value when it is not there; empty when there is none
   */
  record Setting(String key, String byDefault) {}

  static List<Setting> ofTheServer() {
    try {
      return of(Class.forName(ENUM));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          ENUM + " must be an enum with the methods key() and defaultValue()", e);
    }
  }

  static List<Setting> of(Class<?> type) throws ReflectiveOperationException {
    var key = type.getDeclaredMethod("key");
    var byDefault = type.getDeclaredMethod("defaultValue");
    key.setAccessible(true);
    byDefault.setAccessible(true);
    List<Setting> settings = new ArrayList<>();
    for (Object constant : Arrays.asList(type.getEnumConstants())) {
      settings.add(
          new Setting(
              String.valueOf(key.invoke(constant)), String.valueOf(byDefault.invoke(constant))));
    }
    return settings;
  }
}
