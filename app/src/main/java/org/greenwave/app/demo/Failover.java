package org.greenwave.app.demo;

import java.time.Duration;
import java.util.List;
import org.greenwave.app.judge.Verdict;

/**
 * One failover that the demo has shown.
 *
 * @param from the server that was killed
 * @param to the server that took over
 * @param fence the fence that it took over with
 * @param toFence from the kill until the new fence was seen
 * @param toSample from the kill until a sample committed under it was seen
 * @param reason the system's own sentence
 * @param verdict whether a sample was lost or stored twice
 * @param brokenLaws other laws that were seen broken
 */
record Failover(
    String from,
    String to,
    long fence,
    Duration toFence,
    Duration toSample,
    String reason,
    Verdict verdict,
    List<String> brokenLaws) {
  static final Duration LONGEST = Duration.ofSeconds(5);

  /** Whether every law held and it was in time. */
  boolean good() {
    return verdict.held() && brokenLaws.isEmpty() && toSample.compareTo(LONGEST) <= 0;
  }
}
