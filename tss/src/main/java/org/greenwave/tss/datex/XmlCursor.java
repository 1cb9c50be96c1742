package org.greenwave.tss.datex;

import static org.greenwave.tss.datex.DatexRefusedException.Kind.MALFORMED;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.NOT_DATEX;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.TOO_LARGE;

import com.ctc.wstx.exc.WstxLazyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.greenwave.tss.datex.DatexRefusedException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Walks down a document: children of the present element, one after the other, each either entered,
 * read as text or skipped. Refuses what no DATEX document holds: document types, entities of one's
 * own, crowds of processing instructions and of invented names.
 */
final class XmlCursor implements AutoCloseable {
  static final String DATEX = "http://datex2.eu/schema/2/2_0";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int MOST_INSTRUCTIONS = 100;

  private final XMLStreamReader reader;
  private final ElementText text = new ElementText();
  private final Set<String> strangers = new HashSet<>();
  private final int mostStrangers;
  private final @Nullable String[] lately = new @Nullable String[256];
  private int instructions;

  private final InputStream bytes;

  private XmlCursor(XMLStreamReader reader, InputStream bytes, int mostStrangers) {
    this.reader = reader;
    this.bytes = bytes;
    this.mostStrangers = mostStrangers;
  }

  /** Opens a document, gzip or plain. */
  static XmlCursor open(InputStream in, DatexLimits limits) throws DatexRefusedException {
    try {
      InputStream bytes = DatexInput.open(in, limits.inflatedBytes());
      return new XmlCursor(DatexInput.reader(bytes, limits), bytes, limits.names());
    } catch (XMLStreamException | IOException | RuntimeException broken) {
      throw Refusals.of(broken, 0, 0);
    }
  }

  /**
   * Goes to the next child of the element that was entered last.
   *
   * @return false when there is none; that element is then left
   */
  boolean child() throws DatexRefusedException {
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          watchNames();
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        default -> {}
      }
    }
  }

  /** Goes to the root element. */
  void root() throws DatexRefusedException {
    if (!child()) {
      throw refused(MALFORMED, "The document has no root element. Send a whole document.");
    }
  }

  /** The local name of the present element; empty when it is not of DATEX II version 2. */
  String name() {
    return DATEX.equals(reader.getNamespaceURI()) ? reader.getLocalName() : "";
  }

  /** The local name of the present element in whatever namespace. */
  String anyName() {
    return reader.getLocalName();
  }

  /** The namespace of the present element; empty when it has none. */
  String namespace() {
    String uri = reader.getNamespaceURI();
    return uri == null ? "" : uri;
  }

  /** An attribute of the present element, or null; to be asked before anything else is read. */
  @Nullable String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** The xsi:type of the present element without its prefix; empty when it has none. */
  String type() {
    String type = reader.getAttributeValue(XSI, "type");
    return type == null ? "" : type.substring(type.indexOf(':') + 1).strip();
  }

  /** Passes over the present element with all that is in it. */
  void skip() throws DatexRefusedException {
    int depth = 1;
    while (depth > 0) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        watchNames();
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** The text of the present element without that of its children; valid until the next call. */
  ElementText text() throws DatexRefusedException {
    return text(1);
  }

  /** The text of the present element with that of all that is in it; valid until the next call. */
  ElementText wholeText() throws DatexRefusedException {
    return text(Integer.MAX_VALUE);
  }

  private ElementText text(int deepest) throws DatexRefusedException {
    text.clear();
    int depth = 1;
    while (depth > 0) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          watchNames();
          depth++;
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (depth <= deepest) {
            take();
          }
        }
        default -> {}
      }
    }
    text.trim();
    return text;
  }

  /** Reads to the end, so that a document broken behind its publication is refused as well. */
  void finish() throws DatexRefusedException {
    while (next() != XMLStreamConstants.END_DOCUMENT) {
      if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
        watchNames();
      }
    }
  }

  DatexRefusedException refused(Kind kind, String what) {
    Location at = reader.getLocation();
    return new DatexRefusedException(kind, what, at.getLineNumber(), at.getColumnNumber(), null);
  }

  DatexRefusedException refused(Throwable cause) {
    Location at = reader.getLocation();
    return Refusals.of(cause, at.getLineNumber(), at.getColumnNumber());
  }

  private void take() throws DatexRefusedException {
    try {
      text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    } catch (WstxLazyException broken) {
      throw refused(broken);
    }
  }

  private int next() throws DatexRefusedException {
    int event;
    try {
      event = reader.next();
    } catch (XMLStreamException | RuntimeException broken) {
      throw refused(broken);
    }
    switch (event) {
      case XMLStreamConstants.DTD ->
          throw refused(NOT_DATEX, "A document type (DTD) is not taken. Send it without one.");
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw refused(NOT_DATEX, "An entity of the sender's own is not taken. Write it out.");
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
        if (++instructions > MOST_INSTRUCTIONS) {
          throw refused(TOO_LARGE, "There are too many processing instructions. Leave them out.");
        }
      }
      default -> {}
    }
    return event;
  }

  // The XML reader keeps every different name that it meets for the whole document. The schema has
  // a few hundred; a document that invents millions would fill the memory.
  private void watchNames() throws DatexRefusedException {
    watch(reader.getLocalName());
    for (int at = reader.getAttributeCount() - 1; at >= 0; at--) {
      watch(reader.getAttributeLocalName(at));
    }
    for (int at = reader.getNamespaceCount() - 1; at >= 0; at--) {
      String prefix = reader.getNamespacePrefix(at);
      watch(prefix == null ? "" : prefix);
    }
  }

  private void watch(String name) throws DatexRefusedException {
    int slot = name.hashCode() & (lately.length - 1);
    if (name.equals(lately[slot])) {
      return;
    }
    lately[slot] = name;
    if (strangers.add(name) && strangers.size() > mostStrangers) {
      throw refused(TOO_LARGE, "There are more than %,d different names.".formatted(mostStrangers));
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      bytes.close();
    } catch (XMLStreamException | IOException ignored) {
      // Nothing is held but buffers; the stream belongs to the caller.
      text.clear();
    }
  }
}
