/** Who calls: passwords, sessions and keys, and how often a wrong one may be tried. */
@NullMarked
package org.greenwave.server.people;

import org.jspecify.annotations.NullMarked;
