/** Tests of reading DATEX II: small documents, hostile ones, and a real national minute. */
@NullMarked
package org.greenwave.tss.datex;

import org.jspecify.annotations.NullMarked;
