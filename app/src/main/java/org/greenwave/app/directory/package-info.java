/** What is done about a Directory while no server of it runs: looking into exports, coming back. */
@NullMarked
package org.greenwave.app.directory;

import org.jspecify.annotations.NullMarked;
