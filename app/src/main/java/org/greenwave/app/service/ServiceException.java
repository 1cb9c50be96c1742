package org.greenwave.app.service;

/** Why a service cannot be installed or removed; the sentence says what to do. */
final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  ServiceException(String sentence) {
    super(sentence);
  }
}
