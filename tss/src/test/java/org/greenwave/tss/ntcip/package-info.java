/** Checks when units are asked. */
@NullMarked
package org.greenwave.tss.ntcip;

import org.jspecify.annotations.NullMarked;
