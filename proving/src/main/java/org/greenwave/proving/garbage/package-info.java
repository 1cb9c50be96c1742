/**
 * Everything wrong that a device, a feed, a script or a browser can send.
 *
 * <p>The trial judges by what any administrator could see: the API, the page, the database, and
 * what the kernel says of the processes.
 */
@NullMarked
package org.greenwave.proving.garbage;

import org.jspecify.annotations.NullMarked;
