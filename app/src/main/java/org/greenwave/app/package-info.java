/**
 * The one program that is everything: a server, the command line, the simulated field, the keeper
 * of a database, and the demo that plays them all together on one machine.
 */
@NullMarked
package org.greenwave.app;

import org.jspecify.annotations.NullMarked;
