package org.greenwave.directory.notice;

import java.time.Instant;
import org.greenwave.directory.failover.Finding.Severity;

/**
 * A condition that has been told of and is not over.
 *
 * @param severity the loudest that it was told with
 * @param since when it was first told of
 * @param toldAt when it was last told of
 */
public record Ongoing(
    NoticeKind kind, String about, Severity severity, Instant since, Instant toldAt) {}
