/** Tests with real processes of this machine. */
@NullMarked
package org.greenwave.app.cluster;

import org.jspecify.annotations.NullMarked;
