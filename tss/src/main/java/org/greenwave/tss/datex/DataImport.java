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
    Delivery delivery = new Delivery(intake, network.get(), PATIENCE);
    return store(call, delivery, network.get(), intake.nowMillis(), begin);
  }

  private static Answer store(
      Call call, Delivery delivery, DatexNetwork network, long nowMillis, long begin)
      throws InterruptedException {
    try {
      DataCounts counts =
          MeasuredDataReader.read(
              call.body(),
              network.table(),
              DatexLimits.NATIONAL,
              nowMillis,
              new MeasuredDataReader.RowSink(Delivery.ROWS_AT_ONCE, delivery));
      int stored = delivery.finish();
      String sentence = new Losses(counts, network.table().version()).sentence(stored);
      return Answers.of(
          Answers.counts(counts).put("samplesStored", stored).put("sentence", sentence), begin);
    } catch (DatexRefusedException refused) {
      return refused(refused, delivery);
    } catch (Delivery.FailedException failed) {
      return Answer.problem(503, "Not stored", String.valueOf(failed.getMessage()));
    }
  }

  private static Answer refused(DatexRefusedException refused, Delivery delivery)
      throws InterruptedException {
    try {
      return Answers.refused(refused, delivery.finish());
    } catch (Delivery.FailedException failed) {
      return Answers.refused(refused, 0);
    }
  }
}
