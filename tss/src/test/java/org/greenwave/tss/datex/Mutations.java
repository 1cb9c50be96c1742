package org.greenwave.tss.datex;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Damages documents by chance: bytes changed, cut out, doubled, or replaced by hostile words. */
final class Mutations {
  private static final String[] WORDS = {
    "<",
    ">",
    "&",
    "&#0;",
    "&lt;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?x?>",
    "\0",
    "-1",
    "NaN",
    "1e308",
    "99999999999999999999",
    "\"",
    "=",
    "/>",
    "index=\"0\"",
    "\u20ac",
    "9999-99-99T99:99:99Z"
  };

  private Mutations() {}

  static byte[] of(byte[] document, Random chance) {
    byte[] mutated = document;
    int times = 1 + chance.nextInt(4);
    for (int time = 0; time < times; time++) {
      mutated = once(mutated, chance);
    }
    return chance.nextInt(8) == 0 ? Documents.gzip(mutated) : mutated;
  }

  private static byte[] once(byte[] document, Random chance) {
    int from = chance.nextInt(document.length);
    int to = Math.min(document.length, from + 1 + chance.nextInt(60));
    return switch (chance.nextInt(5)) {
      case 0 -> flipped(document, from, chance);
      case 1 -> joined(document, from, new byte[0], to);
      case 2 -> joined(document, to, Arrays.copyOfRange(document, from, to), to);
      case 3 -> joined(document, from, Documents.bytes(WORDS[chance.nextInt(WORDS.length)]), from);
      default -> joined(document, from, Documents.bytes(WORDS[chance.nextInt(WORDS.length)]), to);
    };
  }

  private static byte[] flipped(byte[] document, int at, Random chance) {
    byte[] flipped = document.clone();
    flipped[at] = (byte) chance.nextInt(256);
    return flipped;
  }

  private static byte[] joined(byte[] document, int before, byte[] middle, int after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(document, 0, before);
    out.writeBytes(middle);
    out.write(document, after, document.length - after);
    return out.size() == 0 ? document : out.toByteArray();
  }
}
