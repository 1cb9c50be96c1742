package org.greenwave.tss.datex;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.greenwave.role.FencedException;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's site table and data, round by round. The table is taken from the role database,
 * else fetched; it is fetched again when data refer to another version. Data that were seen already
 * cost a question and an answer.
 */
final class DatexFeed {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final String source;
  private final Intake intake;
  private final WebDocument sites;
  private final WebDocument data;
  private final InstantSource clock;
  private @Nullable DatexNetwork network;

  DatexFeed(
      String source, Intake intake, WebDocument sites, WebDocument data, InstantSource clock) {
    this.source = source;
    this.intake = intake;
    this.sites = sites;
    this.data = data;
    this.clock = clock;
  }

  /** Fetches and stores once; the answer says how it went. */
  SourceStatus round() {
    try {
      return poll();
    } catch (DatexRefusedException refused) {
      return error(refused.sentence());
    } catch (IOException away) {
      return error("The publisher cannot be read: " + message(away));
    } catch (Delivery.FailedException failed) {
      return error(message(failed));
    } catch (SQLException | FencedException database) {
      return error("The role database did not take it: " + message(database));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return error("Stopped.");
    } catch (RuntimeException | Error broken) {
      return error("A fault in this source: " + broken);
    }
  }

  private SourceStatus poll()
      throws DatexRefusedException,
          IOException,
          SQLException,
          FencedException,
          Delivery.FailedException,
          InterruptedException {
    DatexNetwork present = network == null ? firstNetwork() : network;
    network = present;
    try {
      return take(present);
    } catch (DatexRefusedException refused) {
      if (refused.kind() != DatexRefusedException.Kind.OTHER_TABLE) {
        throw refused;
      }
      DatexNetwork fresh = fetchNetwork();
      network = fresh;
      return take(fresh);
    }
  }

  private DatexNetwork firstNetwork()
      throws DatexRefusedException,
          IOException,
          SQLException,
          FencedException,
          InterruptedException {
    Optional<DatexNetwork> installed = DatexNetwork.installed(intake, source);
    return installed.isPresent() ? installed.get() : fetchNetwork();
  }

  private DatexNetwork fetchNetwork()
      throws DatexRefusedException,
          IOException,
          SQLException,
          FencedException,
          InterruptedException {
    Optional<SiteTable> table =
        sites.fetch(body -> SiteTableReader.read(body, DatexLimits.NATIONAL));
    if (table.isEmpty()) {
      throw new IOException(
          "The data refer to a site table that is not published yet; it is asked for again.");
    }
    DatexNetwork installed = DatexNetwork.install(intake, source, table.get());
    sites.taken();
    return installed;
  }

  private SourceStatus take(DatexNetwork present)
      throws DatexRefusedException, IOException, Delivery.FailedException, InterruptedException {
    Delivery delivery = new Delivery(intake, present, PATIENCE);
    Optional<DataCounts> read =
        data.fetch(body ->
            MeasuredDataReader.read(
                body,
                present.table(),
                DatexLimits.NATIONAL,
                clock.millis(),
                new MeasuredDataReader.RowSink(Delivery.ROWS_AT_ONCE, delivery)));
    if (read.isEmpty()) {
      return new SourceStatus(Level.OK, "Nothing new was published at %s.".formatted(now()));
    }
    int stored = delivery.finish();
    data.taken();
    return said(read.get(), stored);
  }

  private SourceStatus said(DataCounts counts, int stored) {
    String done =
        "Read %d values of %d zones at %s; %d samples were new."
            .formatted(counts.values(), counts.zones(), now(), stored);
    Losses losses = new Losses(counts, networkVersion());
    return new SourceStatus(losses.level(), done + losses.sentence());
  }

  private String networkVersion() {
    return network == null ? "?" : network.table().version();
  }

  private String now() {
    return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }

  private SourceStatus error(String sentence) {
    return new SourceStatus(Level.ERROR, sentence);
  }

  private static String message(Exception failed) {
    return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
  }
}
