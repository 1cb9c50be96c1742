/**
 * Scenario files played on real processes: what is decided must be the same, for the same reason.
 */
@NullMarked
package org.greenwave.proving.scenario;

import org.jspecify.annotations.NullMarked;
