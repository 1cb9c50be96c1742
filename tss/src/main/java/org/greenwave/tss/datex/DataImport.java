package org.greenwave.tss.datex;

import java.time.Duration;
import java.util.Optional;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.tss.source.Import;
import org.greenwave.tss.source.Intake;

/** Takes in measured data that refer to the imported site table. */
public final class DataImport implements Import {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String path() {
    return "datex/data";
  }

  @Override
  public Answer run(Call call, Intake intake) throws Exception {
    long begin = System.nanoTime();
    Optional<DatexNetwork> network = Networks.SHARED.of(intake);
    if (network.isEmpty()) {
      return Answer.problem(
          409, "No site table", "There is no site table yet. Import the site table first.");
    }
    try {
      MeasuredData data =
          MeasuredDataReader.read(
              call.body(), network.get().table(), DatexLimits.NATIONAL, System.currentTimeMillis());
      int stored = Delivery.store(intake, network.get().submissions(data.rows()), PATIENCE);
      return Answers.of(
          Answers.counts(data.counts())
              .put("rows", data.rows().size())
              .put("samplesStored", stored),
          begin);
    } catch (DatexRefusedException refused) {
      return Answers.refused(refused);
    } catch (Delivery.FailedException failed) {
      return Answer.problem(503, "Not stored", String.valueOf(failed.getMessage()));
    }
  }
}
