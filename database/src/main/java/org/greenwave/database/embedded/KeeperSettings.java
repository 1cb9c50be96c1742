package org.greenwave.database.embedded;

/**
 * How a keeper keeps its PostgreSQL.
 *
 * @param postgres which PostgreSQL
 * @param stopWithParent whether the PostgreSQL ends when the keeper is killed, and the keeper ends
 *     when the process that started it has gone; otherwise the PostgreSQL goes on alone, and the
 *     next keeper of the folder adopts it
 */
public record KeeperSettings(EmbeddedSettings postgres, boolean stopWithParent) {}
