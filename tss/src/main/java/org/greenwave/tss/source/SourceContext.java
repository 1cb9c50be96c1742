package org.greenwave.tss.source;

import java.nio.file.Path;
import java.time.InstantSource;
import org.greenwave.tss.store.Catalogue;

/**
 * What a source is given when it is opened.
 *
 * @param catalogue units, zones and current values as the database has them
 * @param folder a folder of the role's own on this server
 * @param clock the clock that all hosts share: the role database's, which may be set
 */
public record SourceContext(Catalogue catalogue, Path folder, InstantSource clock) {}
