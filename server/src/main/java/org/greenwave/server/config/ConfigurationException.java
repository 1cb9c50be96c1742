package org.greenwave.server.config;

/** A configuration that cannot be used; the message says what to do. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String sentence) {
    super(sentence);
  }
}
