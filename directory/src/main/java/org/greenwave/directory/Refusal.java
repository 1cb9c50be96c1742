package org.greenwave.directory;

import java.time.Instant;
import java.util.List;

/** Why a change was refused. The Directory is as it was. */
public sealed interface Refusal extends Reason
    permits Refusal.BadName,
        Refusal.RoleExists,
        Refusal.RoleUnknown,
        Refusal.ServerUnknown,
        Refusal.ServerTwice,
        Refusal.ListEmpty,
        Refusal.EditStale,
        Refusal.TimingsStale,
        Refusal.TimingUnsafe,
        Refusal.EndingKnown,
        Refusal.TokenRefused,
        Refusal.TokenExpired,
        Refusal.ReleaseApart,
        Refusal.ServerKnown,
        Refusal.AlreadyFounded,
        Refusal.DecisionStale,
        Refusal.TermPassed,
        Refusal.NotOnList,
        Refusal.HostsAlready,
        Refusal.CannotMove,
        Refusal.CannotTakeOver,
        Refusal.SettingsUnsound,
        Refusal.OfServers,
        NoticeRefusal,
        PeopleRefusal {
  record BadName(String name) implements Refusal {
    @Override
    public String sentence() {
      return ("\"%s\" is not a name: use 1 to 32 small letters, digits and"
              + " hyphens, beginning with a letter.")
          .formatted(name);
    }
  }

  record RoleExists(String role) implements Refusal {
    @Override
    public String sentence() {
      return "There is a role named %s already; choose another name.".formatted(role);
    }
  }

  record RoleUnknown(String role) implements Refusal {
    @Override
    public String sentence() {
      return "There is no role named %s.".formatted(role);
    }
  }

  record ServerUnknown(String server) implements Refusal {
    @Override
    public String sentence() {
      return "There is no server named %s; let it join first.".formatted(server);
    }
  }

  record ServerTwice(String server) implements Refusal {
    @Override
    public String sentence() {
      return "%s stands twice on the server list; a server has one place.".formatted(server);
    }
  }

  record ListEmpty(String role) implements Refusal {
    @Override
    public String sentence() {
      return ("The server list of %s would be empty; keep at least one"
              + " server, or deactivate the role.")
          .formatted(role);
    }
  }

  record EditStale(String role, long basedOn, long found) implements Refusal {
    @Override
    public String sentence() {
      return ("%s has been changed meanwhile (you saw version %d, it is now"
              + " %d); look at it again, then repeat your change.")
          .formatted(role, basedOn, found);
    }
  }

  record TimingsStale() implements Refusal {
    @Override
    public String sentence() {
      return "The timings have been changed meanwhile; look at them again, then repeat your"
          + " change.";
    }
  }

  record TimingUnsafe(String problem) implements Refusal {
    @Override
    public String sentence() {
      return problem;
    }
  }

  /** Said twice, which changes nothing. */
  record EndingKnown(String role, String server) implements Refusal {
    @Override
    public String sentence() {
      return "That %s ended %s is recorded already.".formatted(role, server);
    }
  }

  record TokenRefused() implements Refusal {
    @Override
    public String sentence() {
      return "The token is not valid: it was used already, or never issued; ask for a new one.";
    }
  }

  record TokenExpired(Instant expired) implements Refusal {
    @Override
    public String sentence() {
      return "The token expired at %s; ask for a new one.".formatted(expired);
    }
  }

  /** Its software is too far from that of the system's Directory servers. */
  record ReleaseApart(String server, String release, String other, String otherRelease)
      implements Refusal {
    @Override
    public String sentence() {
      return ("%s has version %s, and %s has version %s: the servers of a system may be one minor"
              + " version apart. Install a version next to %s on it and let it join again.")
          .formatted(server, release, other, otherRelease, otherRelease);
    }
  }

  record ServerKnown(String server) implements Refusal {
    @Override
    public String sentence() {
      return "There is a server named %s already; choose another name.".formatted(server);
    }
  }

  record AlreadyFounded(String id) implements Refusal {
    @Override
    public String sentence() {
      return "The Directory %s has been founded already.".formatted(id);
    }
  }

  /** The decision was based on an assignment that has changed; it is made anew, never retried. */
  record DecisionStale(String role, long expectedFence, long found) implements Refusal {
    @Override
    public String sentence() {
      return "The decision about %s was based on fence %d, and the fence is now %d."
          .formatted(role, expectedFence, found);
    }
  }

  /** A grant is refused in any other term than the one it was decided in. */
  record TermPassed(long decided, long found) implements Refusal {
    @Override
    public String sentence() {
      return "The decision was made in term %d, and the term is now %d.".formatted(decided, found);
    }
  }

  record NotOnList(String role, String server) implements Refusal {
    @Override
    public String sentence() {
      return "%s is not on the server list of %s; add it first.".formatted(server, role);
    }
  }

  record HostsAlready(String role, String server) implements Refusal {
    @Override
    public String sentence() {
      return "%s hosts %s already.".formatted(server, role);
    }
  }

  record CannotMove(String role, String detail) implements Refusal {
    @Override
    public String sentence() {
      return "%s cannot be moved now: %s".formatted(role, detail);
    }
  }

  record CannotTakeOver(SkipReason why) implements Refusal {
    @Override
    public String sentence() {
      return why.server() + " cannot take over: " + why.sentence() + ".";
    }
  }

  record SettingsUnsound(String problem) implements Refusal {
    @Override
    public String sentence() {
      return problem;
    }
  }

  /** Why a server is not let in, removed or put to lead. */
  sealed interface OfServers extends Refusal {
    /** It is needed as a host. */
    record OnLists(String server, List<String> roles) implements OfServers {
      @Override
      public String sentence() {
        return "%s stands on the server list of %s; take it off there first."
            .formatted(server, String.join(" and of ", roles));
      }
    }

    record StillHosts(String server, String role) implements OfServers {
      @Override
      public String sentence() {
        return "%s still hosts %s; wait until the role has moved.".formatted(server, role);
      }
    }

    /** What a role has stored would go with it. */
    record KeepsDatabase(String server, String role) implements OfServers {
      @Override
      public String sentence() {
        return "%s keeps the database of %s; give the role another database first."
            .formatted(server, role);
      }
    }

    record LastDirectoryServer(String server) implements OfServers {
      @Override
      public String sentence() {
        return "%s alone keeps the Directory; let another Directory server join first."
            .formatted(server);
      }
    }

    /** Those that would be left could not agree on anything, and nobody could bring one back. */
    record MajorityWouldGo(String server, int living, int left) implements OfServers {
      @Override
      public String sentence() {
        return ("Without %s only %d of %d Directory servers would be up, which is no majority;"
                + " bring another one back, or remove that one first.")
            .formatted(server, living, left);
      }
    }

    /** Two servers of one name would act at once. */
    record StillThere(String server) implements OfServers {
      @Override
      public String sentence() {
        return ("%s is running, or may act for some seconds more; stop it, then let the other"
                + " machine join.")
            .formatted(server);
      }
    }

    record TokenForAnother(String meant, String server) implements OfServers {
      @Override
      public String sentence() {
        return ("The token is for a machine that takes the place of %s, not for %s; ask for a new"
                + " one, or give the server that name.")
            .formatted(meant, server);
      }
    }

    record DirectoryFull(int limit) implements OfServers {
      @Override
      public String sentence() {
        return ("The Directory has %d servers, which is the most; let this one join as an expansion"
                + " server.")
            .formatted(limit);
      }
    }

    record ServerReplaced(String server) implements OfServers {
      @Override
      public String sentence() {
        return "Another machine has taken the place of %s.".formatted(server);
      }
    }

    record CannotLead(String server, Server.Kind kind) implements OfServers {
      @Override
      public String sentence() {
        return "%s is %s %s and is not to lead; choose a Directory server."
            .formatted(server, kind == Server.Kind.EXPANSION ? "an" : "a", kind.words());
      }
    }

    record CannotLeadNow(String server) implements OfServers {
      @Override
      public String sentence() {
        return "%s is not heard from, takes no part, or is in maintenance, and cannot lead now."
            .formatted(server);
      }
    }

    /** It would misunderstand, or not be understood. */
    record LevelNotSpoken(String server, String release, int level, boolean older)
        implements OfServers {
      @Override
      public String sentence() {
        return ("%s has version %s, which does not speak level %d, at which the Directory is or is"
                + " to be; install %s version on it.")
            .formatted(server, release, level, older ? "a newer" : "an older");
      }
    }

    /** Said twice, or by somebody who has missed something. */
    record LevelNotNext(int level, int found) implements OfServers {
      @Override
      public String sentence() {
        return "The Directory is at level %d, from which it cannot go to level %d; it rises by one."
            .formatted(found, level);
      }
    }

    /** An export holds no such server, or none that could keep the Directory. */
    record NoHeir(String server, List<String> heirs) implements OfServers {
      @Override
      public String sentence() {
        return ("%s is no Directory server of this system, so it has no copy of the Directory and"
                + " cannot carry it on; choose %s.")
            .formatted(server, String.join(" or ", heirs));
      }
    }

    /** Nothing of the Directory is lost with others. */
    record NothingLost(String server) implements OfServers {
      @Override
      public String sentence() {
        return "%s alone keeps the Directory, so no majority of it can be lost; just start it."
            .formatted(server);
      }
    }

    record WitnessHostsNothing(String server) implements OfServers {
      @Override
      public String sentence() {
        return "%s is a witness, which hosts no roles; choose another server.".formatted(server);
      }
    }
  }
}
