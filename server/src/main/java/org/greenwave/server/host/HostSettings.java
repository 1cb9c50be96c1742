package org.greenwave.server.host;

import java.nio.file.Path;
import java.time.InstantSource;
import org.greenwave.server.core.Identity;
import org.greenwave.server.core.Loop;
import org.greenwave.server.core.View;

/**
 * What every role on this server shares.
 *
 * @param folder where roles may keep things on this server's disk
 * @param feed where roles' news for viewers go
 */
public record HostSettings(
    Identity identity, Loop loop, View view, InstantSource clock, Path folder, Feed feed) {}
