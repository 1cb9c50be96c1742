package org.greenwave.cli.api;

/** Why a request was not done. */
public abstract sealed class ApiException extends Exception
    permits RefusedException, UnreachableException {
  private static final long serialVersionUID = 1L;

  ApiException(String sentence) {
    super(sentence);
  }
}
