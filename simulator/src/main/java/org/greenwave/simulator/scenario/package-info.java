/**
 * Behaviour as text files that read like documentation.
 *
 * <p>A scenario is a claim, commands, {@code ----}, and the transcript of what they led to: grants,
 * moves, refusals, and what is waited for when that changes, each with the code of its reason. It
 * is played on the production rules in a world without chance. Transcripts come from the code,
 * never from the hand.
 */
@NullMarked
package org.greenwave.simulator.scenario;

import org.jspecify.annotations.NullMarked;
