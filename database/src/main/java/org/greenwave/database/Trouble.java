package org.greenwave.database;

import java.sql.SQLException;

/**
 * Why a database could not do what it was asked.
 *
 * @param kind what a program acts on
 * @param sentence what a person reads: what happened and what to do
 */
public record Trouble(Kind kind, String sentence) {
  /** Kinds of trouble. */
  public enum Kind {
    /** Nobody answers. */
    UNREACHABLE,
    /** It is starting, stopping or recovering. */
    STARTING,
    /** It refuses the user or the password. */
    LOGIN_REFUSED,
    /** The server has no database of that name. */
    NO_DATABASE,
    /** All its sessions are taken. */
    NO_SESSION_FREE,
    /** It can be read but not written: a standby, or set so. */
    READ_ONLY,
    /** Disk or memory is full. */
    FULL,
    /** The user lacks a right. */
    NOT_ALLOWED,
    /** It lacks a table that was asked for. */
    NO_TABLES,
    /** It answers, but too late. */
    TOO_SLOW,
    /** The session was ended or broke. */
    SESSION_LOST,
    /** Something else; the sentence is the database's own. */
    OTHER
  }

  /** Tells what a failure means. */
  public static Trouble of(SQLException failure, DatabaseUrl url) {
    SQLException cause = root(failure);
    Kind kind = kind(cause);
    return new Trouble(kind, sentence(kind, url.spoken(), told(cause)));
  }

  /** Whether the connection is of no more use, so that another might do. */
  static boolean connectionLost(SQLException failure) {
    return switch (kind(root(failure))) {
      case SESSION_LOST, UNREACHABLE -> true;
      case STARTING, LOGIN_REFUSED, NO_SESSION_FREE, READ_ONLY -> false;
      case NO_DATABASE, NO_TABLES, FULL, NOT_ALLOWED, TOO_SLOW, OTHER -> false;
    };
  }

  /** Whether a column is missing, as in tables that a version before this one has made. */
  static boolean ofEarlierVersion(SQLException failure) {
    return "42703".equals(root(failure).getSQLState());
  }

  /** Whether there is nothing of a role in it, so that nobody can be the host there. */
  static boolean isBare(SQLException failure) {
    return isBare(kind(root(failure)));
  }

  /** Whether there is nothing of a role in it, so that nobody can be the host there. */
  public boolean isBare() {
    return isBare(kind);
  }

  private static boolean isBare(Kind kind) {
    return kind == Kind.NO_TABLES || kind == Kind.NO_DATABASE;
  }

  /** Whether it may be over at any moment, without anybody having mended a setting. */
  public static boolean mayPassByItself(SQLException failure) {
    return mayPassByItself(kind(root(failure)));
  }

  /** Whether it may be over at any moment, without anybody having mended a setting. */
  public boolean mayPassByItself() {
    return mayPassByItself(kind);
  }

  private static boolean mayPassByItself(Kind kind) {
    return switch (kind) {
      case SESSION_LOST, UNREACHABLE, STARTING, READ_ONLY, TOO_SLOW -> true;
      case LOGIN_REFUSED, NO_DATABASE, NO_TABLES, NO_SESSION_FREE, FULL, NOT_ALLOWED, OTHER ->
          false;
    };
  }

  /** A pool wraps the driver's failure, which alone has the state. */
  private static SQLException root(SQLException failure) {
    SQLException found = failure;
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        found = sql;
      }
      at = at.getCause();
    }
    return found;
  }

  private static Kind kind(SQLException cause) {
    String state = cause.getSQLState();
    if (state == null) {
      return Kind.UNREACHABLE;
    }
    return switch (state) {
      case "57P03" -> Kind.STARTING;
      case "57P01", "57P02", "57P05", "25P03", "08006", "08003" -> Kind.SESSION_LOST;
      case "53300", "53400" -> Kind.NO_SESSION_FREE;
      case "25006" -> Kind.READ_ONLY;
      case "53100", "53200", "53000" -> Kind.FULL;
      case "42501" -> Kind.NOT_ALLOWED;
      case "42P01" -> Kind.NO_TABLES;
      case "57014", "55P03" -> Kind.TOO_SLOW;
      case "3D000" -> Kind.NO_DATABASE;
      case "08001" -> told(cause).contains("targetServerType") ? Kind.READ_ONLY : Kind.UNREACHABLE;
      default -> kindOfClass(state);
    };
  }

  private static Kind kindOfClass(String state) {
    if (state.startsWith("08")) {
      return Kind.UNREACHABLE;
    }
    return state.startsWith("28") ? Kind.LOGIN_REFUSED : Kind.OTHER;
  }

  private static String sentence(Kind kind, String where, String told) {
    String what =
        switch (kind) {
          case UNREACHABLE -> "cannot be reached; check that it runs and that the network lets us";
          case STARTING -> "is starting or stopping; it will be tried again";
          case LOGIN_REFUSED -> "refuses the login; check user and password";
          case NO_DATABASE -> "is not there, though its server is; check its name";
          case NO_SESSION_FREE -> "has no session free; raise max_connections, or ask it for less";
          case READ_ONLY -> "can be read but not written; check which host is the primary";
          case FULL -> "is out of disk or memory; make room";
          case NOT_ALLOWED -> "does not allow its user what is needed; grant the right";
          case NO_TABLES -> "lacks a table; if somebody has dropped it, restore it";
          case TOO_SLOW -> "did not answer in time; check its load and locks";
          case SESSION_LOST -> "ended our session; it will be tried again";
          case OTHER -> "reported a failure";
        };
    return "The database at %s %s (%s).".formatted(where, what, told);
  }

  private static String told(SQLException cause) {
    String message = cause.getMessage();
    String line = message == null ? "no details" : message.lines().findFirst().orElse("no details");
    return line.strip().replaceFirst("\\.$", "");
  }
}
