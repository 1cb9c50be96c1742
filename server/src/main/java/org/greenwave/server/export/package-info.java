/**
 * The whole Directory in one encrypted file: made on a running server, read by whoever restores.
 */
@NullMarked
package org.greenwave.server.export;

import org.jspecify.annotations.NullMarked;
