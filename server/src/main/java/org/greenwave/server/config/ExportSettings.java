package org.greenwave.server.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * When and where a server makes exports by itself.
 *
 * @param keep how many; the oldest go first
 * @param passphraseFile whose first line is the passphrase; read anew for each export
 */
public record ExportSettings(Path folder, Duration every, int keep, Path passphraseFile) {}
