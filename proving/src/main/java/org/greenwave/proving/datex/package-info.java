/**
 * The national snapshot of one minute, imported and counted.
 *
 * <p>The trial judges by what any administrator could see: the API, the page, the database, and
 * what the kernel says of the processes.
 */
@NullMarked
package org.greenwave.proving.datex;

import org.jspecify.annotations.NullMarked;
