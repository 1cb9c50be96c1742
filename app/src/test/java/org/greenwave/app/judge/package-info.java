/** Tests of the judgement with planted faults. */
@NullMarked
package org.greenwave.app.judge;

import org.jspecify.annotations.NullMarked;
