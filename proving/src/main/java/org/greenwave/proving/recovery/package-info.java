/** The documented ways back from the loss of a Directory, followed to the letter. */
@NullMarked
package org.greenwave.proving.recovery;

import org.jspecify.annotations.NullMarked;
