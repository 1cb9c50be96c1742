@NullMarked
package org.greenwave.server.people;

import org.jspecify.annotations.NullMarked;
