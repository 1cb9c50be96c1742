package org.greenwave.tss.datex;

import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A bare StAX pass: walks over every event of a document and keeps nothing. The reference that
 * reading and storing a publication is measured against.
 */
public final class BarePass {
  private BarePass() {}

  /**
   * Walks over a document, gzip or plain, with the same XML reader that the real readers use.
   *
   * @return how many events it has
   */
  public static long events(InputStream in) throws DatexRefusedException {
    DatexLimits limits = DatexLimits.NATIONAL;
    try {
      XMLStreamReader reader =
          DatexInput.reader(DatexInput.open(in, limits.inflatedBytes()), limits);
      long events = 0;
      while (reader.hasNext()) {
        reader.next();
        events++;
      }
      reader.close();
      return events;
    } catch (XMLStreamException | java.io.IOException | RuntimeException broken) {
      throw Refusals.of(broken, 0, 0);
    }
  }
}
