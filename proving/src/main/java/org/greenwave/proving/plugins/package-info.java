/**
 * A role plug-in that does everything wrong, on real servers, beside a role that must not notice.
 *
 * <p>The trial judges by what any administrator could see: the API, the command line, and the codes
 * that processes end with.
 */
@NullMarked
package org.greenwave.proving.plugins;

import org.jspecify.annotations.NullMarked;
