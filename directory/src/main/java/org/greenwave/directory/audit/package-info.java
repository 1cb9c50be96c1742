/** Who has changed what: kept for those who ask later. Pure. */
@NullMarked
package org.greenwave.directory.audit;

import org.jspecify.annotations.NullMarked;
