/**
 * The laws that no fault may break, each in one place. Checked by the Directory before a proposal,
 * after every step of the simulation, and by the trials from recorded history.
 */
@NullMarked
package org.greenwave.directory.laws;

import org.jspecify.annotations.NullMarked;
