/**
 * The seam for data sources: what a kind of source implements, and what it is given.
 *
 * <p>A {@link org.greenwave.tss.source.SourceKind} is found by {@link java.util.ServiceLoader}. It
 * checks its own settings and opens {@link org.greenwave.tss.source.Source sources}, which are warm
 * on every server of the role's list and started on the host only, with an {@link
 * org.greenwave.tss.source.Intake} through which they register units and submit samples. What comes
 * in by a call of the API instead is an {@link org.greenwave.tss.source.Import}, found likewise.
 */
@NullMarked
package org.greenwave.tss.source;

import org.jspecify.annotations.NullMarked;
