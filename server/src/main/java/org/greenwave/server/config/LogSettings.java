package org.greenwave.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server's log is written.
 *
 * @param json whether each line is a JSON object
 * @param file the file that it is written to beside standard error
 * @param capBytes what all log files together take at most
 */
public record LogSettings(boolean json, Optional<Path> file, long capBytes) {}
