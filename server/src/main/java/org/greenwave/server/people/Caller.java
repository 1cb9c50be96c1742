package org.greenwave.server.people;

import org.greenwave.directory.people.AccessKey;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Right;

/** Who calls, and what they may do. */
public sealed interface Caller {
  /** Logins are off on this server: whoever reaches it is taken for an administrator. */
  record Anybody() implements Caller {
    @Override
    public String name() {
      return "an administrator";
    }

    @Override
    public Right right() {
      return Right.ADMINISTER;
    }
  }

  /** Somebody who has logged in. */
  record Person(Account account, Session session) implements Caller {
    @Override
    public String name() {
      return account.name();
    }

    @Override
    public Right right() {
      return account.right();
    }
  }

  /** A script with a key. */
  record Script(AccessKey key) implements Caller {
    @Override
    public String name() {
      return "the key " + key.name();
    }

    @Override
    public Right right() {
      return key.right();
    }
  }

  /** As history and audit name them. */
  String name();

  Right right();
}
