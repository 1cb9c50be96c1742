/**
 * What the terminal shows: colours only where a person sees them, tables whose columns line up.
 *
 * <p>Nothing here knows what is shown. Text that came from a server is freed of control characters
 * before it reaches the terminal, so that a name in a role cannot write into somebody's screen.
 */
@NullMarked
package org.greenwave.cli.text;

import org.jspecify.annotations.NullMarked;
