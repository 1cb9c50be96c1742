/** Tests of the top of the command line. */
@NullMarked
package org.greenwave.app;

import org.jspecify.annotations.NullMarked;
