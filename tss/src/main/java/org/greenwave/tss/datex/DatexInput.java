package org.greenwave.tss.datex;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Opens the bytes of a document: gzip told by its magic, bounded, then as a stream of XML. */
final class DatexInput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_ATTRIBUTE = 4_096;
  private static final int MOST_ATTRIBUTES = 64;
  private static final int LONGEST_TEXT = 1 << 16;

  private DatexInput() {}

  /** The document's bytes, inflated if need be, bounded on both sides of the inflation. */
  static InputStream open(InputStream raw, long limitBytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, 2);
    byte[] magic = in.readNBytes(2);
    in.unread(magic);
    boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
    return new BoundedInput(gzip ? new Gunzip(in, limitBytes) : in, limitBytes);
  }

  /** A reader that knows no document types and bounds what it collects. */
  static XMLStreamReader reader(InputStream bytes, DatexLimits limits) throws XMLStreamException {
    return factory(limits.depth()).createXMLStreamReader(bytes);
  }

  /** A factory of its own for each document, because a shared one keeps the names of all. */
  private static XMLInputFactory factory(int depth) {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, BUFFER_BYTES / 4);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, depth);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, LONGEST_TEXT);
    return factory;
  }
}
