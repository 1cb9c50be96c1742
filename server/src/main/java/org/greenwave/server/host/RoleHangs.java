package org.greenwave.server.host;

/**
 * A role can neither go on nor be stopped, so the server's process has to end (rule 8). It starts
 * again and can host again.
 */
public final class RoleHangs extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RoleHangs(String role, String sentence) {
    super(role + " cannot be stopped: " + sentence + ".");
  }
}
