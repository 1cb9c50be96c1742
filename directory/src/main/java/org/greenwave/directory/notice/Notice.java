package org.greenwave.directory.notice;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that is told.
 *
 * @param id stays the same however often, and by whomever, it is sent
 * @param at wall clock of the server that decided it
 * @param waiting the recipients that it has not reached yet
 */
public record Notice(String id, Instant at, Telling telling, SortedSet<String> waiting) {
  public Notice {
    waiting = Collections.unmodifiableSortedSet(new TreeSet<>(waiting));
  }

  Notice without(String recipient) {
    if (!waiting.contains(recipient)) {
      return this;
    }
    SortedSet<String> fewer = new TreeSet<>(waiting);
    fewer.remove(recipient);
    return new Notice(id, at, telling, fewer);
  }
}
