/**
 * An administrator's day in a browser, with screenshots.
 *
 * <p>The trial judges by what any administrator could see: the API, the page, the database, and
 * what the kernel says of the processes.
 */
@NullMarked
package org.greenwave.proving.browser;

import org.jspecify.annotations.NullMarked;
