/**
 * Reads DATEX II version 2: site tables and the measured data that refer to them.
 *
 * <p>A measured value says only its site and an index; what the index means stands in the site
 * table, and differs from site to site. So {@link org.greenwave.tss.datex.SiteTableReader} comes
 * first and makes a compact {@link org.greenwave.tss.datex.SiteTable}, against which {@link
 * org.greenwave.tss.datex.MeasuredDataReader} turns a publication into one row per zone (a lane of
 * a site) and period. Both read streaming, within {@link org.greenwave.tss.datex.DatexLimits}, and
 * answer hostile documents with one typed refusal.
 */
@NullMarked
package org.greenwave.tss.datex;

import org.jspecify.annotations.NullMarked;
