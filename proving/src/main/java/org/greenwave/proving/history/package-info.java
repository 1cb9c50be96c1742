/**
 * What happened in a run, from three sides, and whether it keeps the laws.
 *
 * <p>The role database tells who committed what under which fence ({@link
 * org.greenwave.proving.history.Audit}); the servers tell what they believed and when ({@link
 * org.greenwave.proving.history.Beliefs}); the Directory tells what it decided and why ({@link
 * org.greenwave.proving.history.Decided}). None of them is asked to judge itself.
 */
@NullMarked
package org.greenwave.proving.history;

import org.jspecify.annotations.NullMarked;
