/** Plays the commands against a real HTTP server that answers as the contract says. */
@NullMarked
package org.greenwave.cli;

import org.jspecify.annotations.NullMarked;
