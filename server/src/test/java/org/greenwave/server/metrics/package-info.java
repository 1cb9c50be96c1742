@NullMarked
package org.greenwave.server.metrics;

import org.jspecify.annotations.NullMarked;
