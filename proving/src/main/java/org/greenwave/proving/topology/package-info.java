/**
 * What systems of one or another shape do when parts of them die.
 *
 * <p>The trial judges by what any administrator could see: the API, the page, the database, and
 * what the kernel says of the processes.
 */
@NullMarked
package org.greenwave.proving.topology;

import org.jspecify.annotations.NullMarked;
