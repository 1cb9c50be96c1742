/** Tests of the parts of the demo that need no system. */
@NullMarked
package org.greenwave.app.demo;

import org.jspecify.annotations.NullMarked;
