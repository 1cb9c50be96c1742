/**
 * The HTTP API as a client sees it: whichever server answers is good.
 *
 * <p>Every server of a system answers every request, so a server that does not answer is no error
 * as long as another one does. A refusal is an answer and ends the search. Bodies that come back
 * are bounded in size and time; nothing here knows how things are shown to people.
 */
@NullMarked
package org.greenwave.cli.api;

import org.jspecify.annotations.NullMarked;
