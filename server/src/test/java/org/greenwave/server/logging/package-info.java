@NullMarked
package org.greenwave.server.logging;

import org.jspecify.annotations.NullMarked;
