package org.greenwave.server.watch;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Who holds a connection to a death listener: nobody in particular until it has proved a name. */
final class Watcher {
  private static final long PROOF_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final InetAddress address;
  private final String challenge;
  private final StringBuilder line = new StringBuilder();
  private final long sinceNanos = System.nanoTime();
  private boolean said;
  private volatile String name = "";
  private volatile boolean refused;
  private volatile boolean gone;

  Watcher(InetAddress address, String challenge) {
    this.address = address;
    this.challenge = challenge;
  }

  /** Takes a character; false when nothing more was to be said. */
  boolean takes(char c) {
    if (said || line.length() >= Greeting.LIMIT) {
      return false;
    }
    said = c == '\n';
    if (!said) {
      line.append(c);
    }
    return true;
  }

  /** Whether it has said all that it may say. */
  boolean said() {
    return said;
  }

  String line() {
    return line.toString();
  }

  String challenge() {
    return challenge;
  }

  /** Whether it is one of those of an address who have proved nothing yet. */
  boolean unknownAt(InetAddress at) {
    return name.isEmpty() && address.equals(at);
  }

  /** Whether it is to go: its proof was none, or did not come. */
  boolean unwelcome() {
    return refused || (name.isEmpty() && System.nanoTime() - sinceNanos > PROOF_NANOS);
  }

  void proved(String proven) {
    name = proven;
  }

  void refuse() {
    refused = true;
  }

  /** Its name, empty while it has proved none. */
  String name() {
    return name;
  }

  void leave() {
    gone = true;
  }

  boolean gone() {
    return gone;
  }
}
