package org.greenwave.sensors.ntcip1209;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An object identifier. */
public final class Oid {
  private final int[] subIds;

  private Oid(int[] subIds) {
    this.subIds = subIds;
  }

  public static Oid of(int... subIds) {
    return new Oid(subIds.clone());
  }

  /** This identifier followed by more. */
  public Oid plus(int... more) {
    int[] all = Arrays.copyOf(subIds, subIds.length + more.length);
    System.arraycopy(more, 0, all, subIds.length, more.length);
    return new Oid(all);
  }

  public int size() {
    return subIds.length;
  }

  public int at(int index) {
    return subIds[index];
  }

  public int[] toArray() {
    return subIds.clone();
  }

  /** Whether this identifier begins with another and has exactly so many sub-identifiers more. */
  public boolean isUnder(Oid head, int more) {
    int length = head.subIds.length;
    return subIds.length == length + more
        && Arrays.equals(subIds, 0, length, head.subIds, 0, length);
  }

  /** How many bytes it takes in BER: the first two in one, then seven bits a byte. */
  public int encodedBytes() {
    int bytes = 1;
    for (int at = 2; at < subIds.length; at++) {
      int bits = 32 - Integer.numberOfLeadingZeros(subIds[at]);
      bytes += Math.max(1, (bits + 6) / 7);
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Oid oid && Arrays.equals(subIds, oid.subIds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(subIds);
  }

  @Override
  public String toString() {
    return Arrays.stream(subIds).mapToObj(Integer::toString).collect(Collectors.joining("."));
  }
}
