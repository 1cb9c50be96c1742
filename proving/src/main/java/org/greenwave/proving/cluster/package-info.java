/**
 * A whole system under trial, and the eyes and hands of the trials: its processes, its API, its
 * role database.
 *
 * <p>Nothing here knows how the system works inside. Processes are killed and frozen by signals,
 * the database is read as any administrator could read it.
 */
@NullMarked
package org.greenwave.proving.cluster;

import org.jspecify.annotations.NullMarked;
