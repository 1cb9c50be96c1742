package org.greenwave.directory.people;

/**
 * A person who may log in.
 *
 * @param name unique among accounts
 * @param active whether logging in is allowed
 * @param password the Argon2id hash of the password in PHC notation; the password itself is kept
 *     nowhere
 * @param epoch sessions begun under another one have ended; rises, also over a deletion, since it
 *     is the version of the Directory that began it
 * @param version rises with every edit of the account; what an edit is based on
 */
public record Account(
    String name, Right right, boolean active, Hidden password, long epoch, long version) {
  /** Whether this account can give rights to others. */
  public boolean administers() {
    return active && right == Right.ADMINISTER;
  }
}
