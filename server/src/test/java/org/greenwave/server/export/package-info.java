@NullMarked
package org.greenwave.server.export;

import org.jspecify.annotations.NullMarked;
