/** Disks that run full under servers and databases, on real file systems of a bounded size. */
@NullMarked
package org.greenwave.proving.disk;

import org.jspecify.annotations.NullMarked;
