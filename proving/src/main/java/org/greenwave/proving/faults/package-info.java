/**
 * What may befall a system: a host that freezes and wakes up again, the whole system without power.
 *
 * <p>The trial judges by what any administrator could see: the API, the page, the database, and
 * what the kernel says of the processes.
 */
@NullMarked
package org.greenwave.proving.faults;

import org.jspecify.annotations.NullMarked;
