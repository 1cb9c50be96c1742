package org.greenwave.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened, kept for people.
 *
 * @param at wall clock of the leader that decided it
 * @param about the role or server it is about, or {@code system}
 * @param kind one word: created, edited, deleted, granted, moving, moved, joined, maintenance,
 *     ended, reset, people, inherited
 * @param server the server concerned
 * @param fence the fence concerned, 0 for none
 * @param sentence what happened and why
 */
public record HistoryEntry(
    Instant at, String about, String kind, Optional<String> server, long fence, String sentence) {}
