package org.greenwave.directory;

/** Why somebody is not told, or not told otherwise. */
public sealed interface NoticeRefusal extends Refusal {
  record RecipientExists(String name) implements NoticeRefusal {
    @Override
    public String sentence() {
      return "There is a recipient named %s already; choose another name.".formatted(name);
    }
  }

  record RecipientUnknown(String name) implements NoticeRefusal {
    @Override
    public String sentence() {
      return "There is no recipient named %s.".formatted(name);
    }
  }

  record RecipientsFull(int limit) implements NoticeRefusal {
    @Override
    public String sentence() {
      return "There are %d recipients, which is the most; remove one first.".formatted(limit);
    }
  }

  record RecipientUnsound(String problem) implements NoticeRefusal {
    @Override
    public String sentence() {
      return problem;
    }
  }

  record HoldUnsound(long most, long holdMillis) implements NoticeRefusal {
    @Override
    public String sentence() {
      return "\"holdMillis\" has to be from 0 to %d, not %d.".formatted(most, holdMillis);
    }
  }
}
