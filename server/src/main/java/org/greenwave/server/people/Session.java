package org.greenwave.server.people;

import java.time.Instant;

/**
 * A person's being logged in. No server keeps it; the token that stands for it says it all, so it
 * goes on when the server that began it has died.
 *
 * @param id what it is ended by before its time
 * @param account whose it is
 * @param epoch the account's epoch when it began
 * @param expires when it ends by itself
 */
public record Session(String id, String account, long epoch, Instant expires) {}
