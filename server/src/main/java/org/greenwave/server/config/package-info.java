/** How a server is told what to be: one small file of keys, and the same keys as flags. */
@NullMarked
package org.greenwave.server.config;

import org.jspecify.annotations.NullMarked;
