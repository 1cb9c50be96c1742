/**
 * What other tools need for the same: installed by whoever asks for it, measured on the same
 * machine in the same run.
 */
@NullMarked
package org.greenwave.proving.peers;

import org.jspecify.annotations.NullMarked;
