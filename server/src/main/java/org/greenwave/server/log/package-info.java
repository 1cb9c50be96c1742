/**
 * The replicated log behind a small interface of our own, and Apache Ratis behind that.
 *
 * <p>{@link org.greenwave.server.log.ConsensusLog} is what the rest of the server knows. Nothing
 * here decides anything: commands go in, and are applied to the Directory in the order of the log.
 */
@NullMarked
package org.greenwave.server.log;

import org.jspecify.annotations.NullMarked;
