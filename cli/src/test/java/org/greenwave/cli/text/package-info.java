/** Tests of what the terminal shows. */
@NullMarked
package org.greenwave.cli.text;

import org.jspecify.annotations.NullMarked;
