/**
 * Judges whether a run kept law L3: no sample lost, none stored twice, none with a wrong value.
 *
 * <p>The field's own journal of what its zones measured is compared with what the role database
 * holds, period by period. The comparison is a pure function of those facts, so that it can itself
 * be tested with planted faults; reading a journal stands beside it.
 */
@NullMarked
package org.greenwave.app.judge;

import org.jspecify.annotations.NullMarked;
