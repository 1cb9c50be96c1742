/** The API's description, and what holds real requests and answers against it. */
@NullMarked
package org.greenwave.server.openapi;

import org.jspecify.annotations.NullMarked;
