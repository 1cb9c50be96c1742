package org.greenwave.cli.api;

/** No server could be asked, or none could do it now. */
public final class UnreachableException extends ApiException {
  private static final long serialVersionUID = 1L;

  /** Nobody answered, as the sentence tells. */
  public UnreachableException(String sentence) {
    super(sentence);
  }
}
