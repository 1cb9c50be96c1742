/**
 * The death watch: a connection to every server that ends when, and only when, its process does.
 * The kernel reports a killed process within milliseconds; silence would take a whole lease.
 */
@NullMarked
package org.greenwave.server.watch;

import org.jspecify.annotations.NullMarked;
