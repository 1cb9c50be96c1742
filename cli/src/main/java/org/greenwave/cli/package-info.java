/**
 * The command line: what an administrator can do from a terminal or a script.
 *
 * <p>Each command is one or two requests of the HTTP API and a way to show the answer; with {@code
 * --json} the answer itself. Exit codes: 0 done, 1 a preview that would change something, 2 refused
 * (by a server, or because the command was written wrongly), 3 no server answers.
 */
@NullMarked
package org.greenwave.cli;

import org.jspecify.annotations.NullMarked;
