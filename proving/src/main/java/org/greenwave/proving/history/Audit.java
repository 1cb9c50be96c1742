package org.greenwave.proving.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.greenwave.proving.cluster.RoleDatabase;

/**
 * The role database's own record of who wrote under which fence, kept by triggers that the trial
 * makes: so it cannot be wrong about what was committed, and no server knows of it.
 *
 * <p>Each raise of the fence records its snapshot. Whatever that snapshot does not see was not
 * committed when the fence rose; so a write under a lower fence that it does not see, and that is
 * committed all the same, came after it (laws L1 and L2). Each write records its snapshot, too: if
 * that does not see the raise of its own fence, it came before it. No clock is asked for this.
 */
public final class Audit {
  /** Whoever listens to this channel hears of each transaction that stored samples: its session. */
  public static final String CHANNEL = "stored";

  private static final String INSTALL =
      """
      create schema trial;
      create table trial.write (
        id bigint generated always as identity primary key,
        txid xid8 not null default pg_current_xact_id(),
        app text not null default current_setting('application_name'),
        place text not null,
        snapshot pg_snapshot not null default pg_current_snapshot(),
        at timestamptz not null default clock_timestamp());
      create table trial.raise (
        id bigint generated always as identity primary key,
        txid xid8 not null default pg_current_xact_id(),
        fence bigint not null,
        server text not null,
        snapshot pg_snapshot not null default pg_current_snapshot(),
        at timestamptz not null default clock_timestamp());
      create function trial.wrote() returns trigger language plpgsql as $$
        begin
          insert into trial.write (place) values (tg_table_name);
          if tg_table_name = 'tally' then
            perform pg_notify('stored', current_setting('application_name'));
          end if;
          return null;
        end $$;
      create function trial.raised() returns trigger language plpgsql as $$
        begin
          insert into trial.raise (fence, server) values (new.fence, new.server);
          return null;
        end $$;
      do $$
        declare place text;
        begin
          foreach place in array array['sample', 'gap', 'tally', 'unit', 'zone',
              'zone_current', 'document'] loop
            execute format('create trigger trial_wrote after insert or update or delete on %I'
              || ' for each statement execute function trial.wrote()', place);
          end loop;
        end $$;
      create trigger trial_raised after insert or update on fence
        for each row execute function trial.raised();
      insert into trial.raise (fence, server) select fence, server from fence;
      """;

  private static final String WRITES =
      """
      with written as (
        select txid, snapshot, place, at, app, split_part(app, ':', 4) as server,
          case when split_part(app, ':', 3) ~ '^[0-9]+$' then split_part(app, ':', 3)::bigint end
            as fence
        from trial.write),
      reign as (
        select fence, server, lead(fence) over (order by id) as next,
          lead(snapshot) over (order by id) as ended,
          lead(txid) over (order by id) as ended_by from trial.raise)
      """;

  private static final String UNDER_NO_FENCE =
      WRITES
          + """
          select format('L1: a write to %s at %s under no fence, by %s', place, at, app)
          from written where fence is null limit 5
          """;

  private static final String UNDER_ANOTHERS_FENCE =
      WRITES
          + """
          select format('L1: %s wrote to %s at %s under fence %s, which was never its own',
            w.server, place, at, w.fence)
          from written w where w.fence is not null and not exists (
            select from reign r where r.fence = w.fence and r.server = w.server) limit 5
          """;

  private static final String BEFORE_ITS_FENCE =
      WRITES
          + """
          select format('L1: %s wrote to %s at %s under fence %s before that was raised',
            w.server, place, at, w.fence)
          from written w where exists (
              select from trial.raise r where r.fence = w.fence and r.server = w.server)
            and not exists (
              select from trial.raise r where r.fence = w.fence and r.server = w.server
                and pg_visible_in_snapshot(r.txid, w.snapshot)) limit 5
          """;

  private static final String AFTER_THE_NEXT_FENCE =
      WRITES
          + """
          select format('L1: %s wrote to %s at %s under fence %s and committed after fence %s',
            w.server, place, at, w.fence, r.next)
          from written w join reign r using (fence)
          where r.ended is not null and not pg_visible_in_snapshot(w.txid, r.ended)
            and w.txid <> r.ended_by limit 5
          """;

  private static final String FALLEN =
      """
      select format('L2: fence %s was raised after fence %s', fence, before)
      from (select fence, server, lag(fence) over (order by id) as before,
              lag(server) over (order by id) as holder from trial.raise) as raises
      where fence < before or fence = before and server <> holder limit 5
      """;

  private static final String ABOVE =
      """
      select r.fence, r.server, exists (
          select from trial.write w
          where w.place = 'tally' and w.app like 'gw:%:' || r.fence || ':' || r.server)
        from trial.raise r where r.fence > ? order by r.id
      """;

  private static final String SAMPLES =
      """
      select concat_ws(',', u.name, z.number, period_end, epoch, sequence, volume, quality, w.app,
          w.at)
        from sample s join zone z on z.id = s.zone_id join unit u on u.id = z.unit_id
        left join trial.write w on w.txid = s.xmin::text::xid8 and w.place = 'tally'
        where u.kind <> 'probe'
      union all
      select concat_ws(',', u.name, z.number, to_end, 'gap of', periods, 'from', from_end, reason)
        from gap g join zone z on z.id = g.zone_id join unit u on u.id = z.unit_id
      order by 1
      """;

  private final RoleDatabase database;

  public Audit(RoleDatabase database) {
    this.database = database;
  }

  /**
   * A host's fence in the role database.
   *
   * @param fence the fence
   * @param server whose it is
   * @param at when it was raised
   */
  public record Raise(long fence, String server, Instant at) {}

  /**
   * What has become of a raised fence.
   *
   * @param fence the fence
   * @param server whose it is
   * @param stores whether that server has stored samples under it
   */
  public record Reign(long fence, String server, boolean stores) {
    @Override
    public String toString() {
      return "%d of %s, %s".formatted(fence, server, stores ? "with samples" : "without a sample");
    }
  }

  /** Begins the record; the role must have been hosted once. */
  public void begin() throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute(INSTALL);
    }
  }

  /** Every raise, the first one first. */
  public List<Raise> raises() throws SQLException {
    List<Raise> raises = new ArrayList<>();
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select fence, server, at from trial.raise order by id")) {
      while (row.next()) {
        raises.add(
            new Raise(row.getLong(1), Objects.requireNonNull(row.getString(2)), instant(row, 3)));
      }
    }
    return raises;
  }

  /** The highest fence that was ever raised. */
  public long highest() throws SQLException {
    return raises().stream().mapToLong(Raise::fence).max().orElse(0);
  }

  /** What has become of the fences above one, the first one first. */
  public List<Reign> above(long fence) throws SQLException {
    List<Reign> reigns = new ArrayList<>();
    try (Connection connection = database.open();
        PreparedStatement statement = connection.prepareStatement(ABOVE)) {
      statement.setLong(1, fence);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String server = Objects.requireNonNull(row.getString(2));
          reigns.add(new Reign(row.getLong(1), server, row.getBoolean(3)));
        }
      }
    }
    return reigns;
  }

  /** How many transactions wrote under a fence. */
  public long transactions() throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(distinct txid) from trial.write")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** When samples were first stored under a fence. */
  public Optional<Instant> firstSample(long fence) throws SQLException {
    String sql =
        "select at from trial.write where place = 'tally' and split_part(app, ':', 3) = '%d'"
            .formatted(fence);
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql + " order by id limit 1")) {
      return row.next() ? Optional.of(instant(row, 1)) : Optional.empty();
    }
  }

  /** Every sample and gap, as lines of text, with who stored it last. */
  public List<String> samples() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SAMPLES)) {
      while (row.next()) {
        lines.add(Objects.requireNonNull(row.getString(1)));
      }
    }
    return lines;
  }

  /** What speaks against laws L1 and L2, each a sentence. */
  public List<String> breaches() throws SQLException {
    List<String> breaches = new ArrayList<>();
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      for (String question :
          List.of(
              UNDER_NO_FENCE,
              UNDER_ANOTHERS_FENCE,
              BEFORE_ITS_FENCE,
              AFTER_THE_NEXT_FENCE,
              FALLEN)) {
        try (ResultSet row = statement.executeQuery(question)) {
          while (row.next()) {
            breaches.add(Objects.requireNonNull(row.getString(1)));
          }
        }
      }
    }
    return breaches;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
