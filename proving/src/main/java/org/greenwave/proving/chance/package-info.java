/**
 * Faults that chance picks, on a cluster of real processes in a network of their own, one after
 * another, single and in pairs; judged by what the database, the servers and the field recorded.
 */
@NullMarked
package org.greenwave.proving.chance;

import org.jspecify.annotations.NullMarked;
