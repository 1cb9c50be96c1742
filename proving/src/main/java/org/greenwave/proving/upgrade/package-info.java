/**
 * A system is upgraded server by server, by the plan that it gives itself, while it fails over and
 * one server is taken back.
 */
@NullMarked
package org.greenwave.proving.upgrade;

import org.jspecify.annotations.NullMarked;
