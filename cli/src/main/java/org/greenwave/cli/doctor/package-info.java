/**
 * What somebody who is to help needs to see of a system, in one archive, without its secrets.
 *
 * <p>Everything goes through {@link org.greenwave.cli.doctor.Secrets}, which takes out by name what
 * is called a secret, and by value what it has learned to be one.
 */
@NullMarked
package org.greenwave.cli.doctor;

import org.jspecify.annotations.NullMarked;
