package org.greenwave.directory;

import java.time.Instant;

/**
 * A server's planned absence: it is to host nothing, so that its machine can be taken down.
 *
 * @param since wall clock of the leader, for people only
 * @param by who asked for it
 * @param note what it is for; may be empty
 */
public record Maintenance(Instant since, String by, String note) {}
