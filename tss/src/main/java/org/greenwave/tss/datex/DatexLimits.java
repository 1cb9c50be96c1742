package org.greenwave.tss.datex;

/**
 * How much one document may hold. The defaults leave a national table three times its size of 2016
 * (145 MB, 28,085 sites, 178,483 characteristics) and keep memory far below 256 MB.
 *
 * @param inflatedBytes the longest document, after gunzip
 * @param sites the most site records of a table, or site measurements of a publication
 * @param characteristicsPerSite the most indexes that one site may define
 * @param characteristics the most indexes that a table may define
 * @param values the most measured values of one publication
 * @param depth the deepest nesting of elements
 * @param names the most different names that are not of the schema
 */
public record DatexLimits(
    long inflatedBytes,
    int sites,
    int characteristicsPerSite,
    int characteristics,
    int values,
    int depth,
    int names) {
  /** Limits for a national publication. */
  public static final DatexLimits NATIONAL =
      new DatexLimits(512L << 20, 200_000, 1_024, 1_000_000, 2_000_000, 48, 4_096);
}
