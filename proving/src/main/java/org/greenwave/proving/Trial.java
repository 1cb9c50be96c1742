package org.greenwave.proving;

/** One proof. */
public interface Trial {
  /** What it proves, in one sentence. */
  String claim();

  /**
   * Runs it.
   *
   * @param options how long and with which seed
   * @param verdict takes what was found
   * @throws Exception when the trial itself could not be carried out, which counts as fallen short
   */
  void run(Options options, Verdict verdict) throws Exception;
}
