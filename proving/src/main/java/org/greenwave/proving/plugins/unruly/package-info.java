/**
 * A role plug-in that does everything wrong that it is told to do wrong. It is registered in the
 * folder {@code proving/unruly}, which only the servers of one trial have on their class path.
 */
@NullMarked
package org.greenwave.proving.plugins.unruly;

import org.jspecify.annotations.NullMarked;
