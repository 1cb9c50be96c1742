/**
 * How a system comes to a newer version server by server: in which order, whether the next step is
 * safe, and when the Directory's level rises.
 */
@NullMarked
package org.greenwave.directory.upgrade;

import org.jspecify.annotations.NullMarked;
