package org.greenwave.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.notice.Telling;
import org.greenwave.directory.people.AccessKey;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Hidden;
import org.greenwave.directory.people.Right;

/** What can happen to the Directory. Each is one entry of the replicated log. */
public sealed interface Change {

  /** The Directory comes into being. */
  record Founded(String id, String name, Server first) implements Change {}

  /**
   * A system goes on as another one, with what a copy of the Directory holds. Applied to that copy,
   * before anybody keeps the new system's log.
   *
   * @param id the new system's identity
   * @param heir the one server that keeps the new system's Directory at first
   * @param how what the copy is
   * @param also other systems that are given up for this one, such as one that was restored from
   *     the same export before
   */
  record Inherited(String id, Server heir, Copy how, SortedSet<String> also) implements Change {
    public Inherited {
      also = Collections.unmodifiableSortedSet(new TreeSet<>(also));
    }

    /** Of a system for which no other is given up. */
    public Inherited(String id, Server heir, Copy how) {
      this(id, heir, how, new TreeSet<>());
    }
  }

  /** What a system is carried on from. */
  sealed interface Copy {
    /** The heir's own log and snapshot: the majority of the Directory servers is lost. */
    record Own() implements Copy {}

    /**
     * An export: all servers are lost.
     *
     * @param made when the export was made
     * @param sessionSecret a new one, so that no session that ended since then goes on
     */
    record Export(Instant made, Hidden sessionSecret) implements Copy {}
  }

  /** An administrator lets one server in. */
  record TokenIssued(JoinToken token) implements Change {}

  /** A server has joined with a token. */
  record ServerJoined(Server server, String tokenHash) implements Change {}

  /** A server that is already known has moved or has other software. */
  record ServerAnnounced(Server server) implements Change {}

  /** An administrator takes a server out of the system, for good. */
  record ServerRemoved(String server, String by) implements Change {}

  /** Which server is to lead the Directory whenever it can; empty for none. */
  record LeaderPreferred(Optional<String> server, String by) implements Change {}

  /**
   * What only servers of newer software understand may be written from now on.
   *
   * @param level the new level, one higher than before
   */
  record LevelRaised(int level, LevelReason reason) implements Change {}

  /** A server is to host nothing, or may host again. */
  record MaintenanceSet(String server, boolean on, String note, String by) implements Change {}

  /** An administrator changes the timings, having seen {@code before}. */
  record TimingsEdited(Timings before, Timings after, String by) implements Change {}

  /** A role comes into being. */
  record RoleCreated(Role role, String by) implements Change {}

  /** An administrator edits a role, having seen {@code basedOn}. */
  record RoleEdited(String role, long basedOn, RoleEdit edit, String by) implements Change {}

  /** A role goes away. Its database stays as it is. */
  record RoleDeleted(String role, long basedOn, String by) implements Change {}

  /**
   * A server is to host a role from now on; whoever hosted it before has surely stopped or is
   * fenced off.
   *
   * @param expectedFence the assignment's fence that the decision was based on
   */
  record GrantIssued(Grant grant, long expectedFence) implements Change {}

  /** The host is to hand the role over in order. */
  record MoveBegun(Grant pending, long expectedFence) implements Change {}

  /** The next host is active under the pending grant. */
  record MoveCompleted(String role, long fence) implements Change {}

  /** A run of a role could not be stopped and has ended the server's process (rule 8). */
  record ServerEnded(String role, String server, String incarnation) implements Change {}

  /**
   * The databases that a role had left are sealed: the fence was raised there, too.
   *
   * @param roleVersion the latest of {@link LeftDatabase#roleVersion} among them
   */
  record DatabaseSealed(String role, long roleVersion) implements Change {}

  /** A person lets a role move and be hosted anywhere again, and gives up sealing what it left. */
  record GuardReset(String role, String by) implements Change {}

  /** What changes who may use the system. */
  sealed interface OfPeople extends Change {
    /**
     * Who shows the token may make an administrator: nobody has an account, or who owns a server's
     * folder has asked for it there.
     *
     * @param hash SHA-256 of the token, in hexadecimal
     * @param sessionSecret taken if there is none yet
     * @param server in whose folder the token is
     */
    record FirstTokenIssued(String hash, Hidden sessionSecret, String server) implements OfPeople {}

    /** An administrator comes in with the token. */
    record FirstAccountMade(String tokenHash, String name, Hidden password) implements OfPeople {}

    /** An administrator lets a person in. */
    record AccountMade(String name, Right right, Hidden password, String by) implements OfPeople {}

    /** An account is changed by somebody who has seen {@code basedOn}. */
    record AccountEdited(String account, long basedOn, AccountEdit edit, String by)
        implements OfPeople {}

    /** An account goes, and its sessions with it. The keys that it has made stay. */
    record AccountDeleted(String account, long basedOn, String by) implements OfPeople {}

    /** All sessions of an account end. */
    record SessionsEnded(String account, String by) implements OfPeople {}

    /** One session ends before its time. */
    record SessionEnded(String session, Instant expires) implements OfPeople {}

    /** An administrator makes a key. */
    record KeyMade(AccessKey key) implements OfPeople {}

    /** A key goes. */
    record KeyDeleted(String key, String by) implements OfPeople {}
  }

  /** What changes who is told of what happens, and what has been told. */
  sealed interface OfNotices extends Change {
    /** For how long something must be so before it is told, by who has seen {@code basedOn}. */
    record HoldSet(long holdMillis, long basedOn, String by) implements OfNotices {}

    /** An administrator lets somebody be told. */
    record RecipientAdded(Recipient recipient, String by) implements OfNotices {}

    /** A recipient is to be this from now on, by somebody who has seen {@code basedOn}. */
    record RecipientEdited(Recipient recipient, long basedOn, String by) implements OfNotices {}

    /** A recipient is told nothing any more. */
    record RecipientRemoved(String recipient, long basedOn, String by) implements OfNotices {}

    /** The leader has decided to tell this. */
    record NoticesTold(List<Telling> tellings) implements OfNotices {}

    /** Notices have arrived, or have not. */
    record NoticesDelivered(List<Delivery> deliveries) implements OfNotices {}

    /** A person has let a test be sent. */
    record RecipientTested(Delivery delivery, String by) implements OfNotices {}
  }

  /** What of an account is to be other than it is; absent parts stay. */
  record AccountEdit(Optional<Right> right, Optional<Boolean> active, Optional<Hidden> password) {
    /** The account as it would be; a new password and being shut out end its sessions. */
    Account of(Account account, long version) {
      boolean ends = password.isPresent() || active.filter(on -> !on).isPresent();
      return new Account(
          account.name(),
          right.orElse(account.right()),
          active.orElse(account.active()),
          password.orElse(account.password()),
          ends ? version : account.epoch(),
          version);
    }

    /** What it changes, for people. */
    String words() {
      List<String> words = new ArrayList<>();
      right.ifPresent(
          now -> words.add("it may " + (now == Right.ADMINISTER ? "administer" : "only view")));
      active.ifPresent(on -> words.add(on ? "it may log in" : "it may not log in"));
      password.ifPresent(_ -> words.add("it has a new password"));
      return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
  }

  /** What of a role is to be other than it is; absent parts stay. */
  record RoleEdit(
      Optional<String> description,
      Optional<List<String>> servers,
      Optional<Boolean> forceHighest,
      Optional<Boolean> active,
      Optional<Role.Database> database,
      Optional<String> settings) {

    /** The role as it would be. */
    public Role of(Role role) {
      return new Role(
          role.name(),
          role.type(),
          description.orElse(role.description()),
          servers.orElse(role.servers()),
          forceHighest.orElse(role.forceHighest()),
          active.orElse(role.active()),
          database.orElse(role.database()),
          settings.orElse(role.settings()),
          role.version() + 1);
    }
  }

  /**
   * A one-time permission to join.
   *
   * @param hash SHA-256 of the token, in hexadecimal; the token itself is not kept
   * @param replaces the server whose name and places the one that joins takes over; empty for a new
   *     one
   */
  record JoinToken(String hash, Server.Kind kind, Instant expires, Optional<String> replaces) {
    public JoinToken {
      replaces = Objects.requireNonNullElse(replaces, Optional.empty());
    }
  }
}
