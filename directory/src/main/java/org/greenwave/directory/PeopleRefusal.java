package org.greenwave.directory;

/** Why people or keys are not let in, or not changed. */
public sealed interface PeopleRefusal extends Refusal {
  record AccountExists(String name) implements PeopleRefusal {
    @Override
    public String sentence() {
      return "There is an account named %s already; choose another name.".formatted(name);
    }
  }

  record AccountUnknown(String name) implements PeopleRefusal {
    @Override
    public String sentence() {
      return "There is no account named %s.".formatted(name);
    }
  }

  /** Nobody could let anybody in again. */
  record LastAdministrator(String name) implements PeopleRefusal {
    @Override
    public String sentence() {
      return "%s is the last account that can administer; give that right to another one first."
          .formatted(name);
    }
  }

  record AccountsExist() implements PeopleRefusal {
    @Override
    public String sentence() {
      return "There are accounts already; log in, or ask an administrator for an account.";
    }
  }

  record FirstTokenRefused() implements PeopleRefusal {
    @Override
    public String sentence() {
      return "The token is not valid; the valid one stands in the file first-login in the folder"
          + " of the server that leads the Directory.";
    }
  }

  record KeyExists(String name) implements PeopleRefusal {
    @Override
    public String sentence() {
      return "There is an access key named %s already; choose another name.".formatted(name);
    }
  }

  record KeyUnknown(String name) implements PeopleRefusal {
    @Override
    public String sentence() {
      return "There is no access key named %s.".formatted(name);
    }
  }
}
