/** Tests of the client. */
@NullMarked
package org.greenwave.cli.api;

import org.jspecify.annotations.NullMarked;
