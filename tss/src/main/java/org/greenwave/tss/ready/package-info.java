/** What a host needs at once, made while it stands by. */
@NullMarked
package org.greenwave.tss.ready;

import org.jspecify.annotations.NullMarked;
