/**
 * The role database as the traffic-sensor role uses it.
 *
 * <p>{@link org.greenwave.tss.store.Registry} makes units and zones known, tens of thousands in one
 * call, and gives them their ids. {@link org.greenwave.tss.store.SampleWriter} stores samples: a
 * source submits them and learns when they are committed; one thread gathers what has been
 * submitted, and writes it in one transaction together with the current values, the gaps and the
 * tally. {@link org.greenwave.tss.store.Catalogue} holds units, zones and current values in memory;
 * {@link org.greenwave.tss.store.SampleReports} reads samples back. Losing the catalogue or the
 * writer's queue costs nothing that was acknowledged.
 */
@NullMarked
package org.greenwave.tss.store;

import org.jspecify.annotations.NullMarked;
