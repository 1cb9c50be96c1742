/**
 * How long failovers take, measured from outside by samples that a probe stores through the role's
 * own path, beside what the machine can do at best and what a lease in a database row would do.
 */
@NullMarked
package org.greenwave.proving.failover;

import org.jspecify.annotations.NullMarked;
