package org.greenwave.tss.datex;

import static org.greenwave.tss.datex.DatexRefusedException.Kind.MALFORMED;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.TOO_LARGE;

import com.ctc.wstx.exc.WstxLazyException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Turns what the XML reader, gunzip and the stream throw into the one refusal. */
final class Refusals {
  private static final int LONGEST_CAUSE = 200;

  private Refusals() {}

  static DatexRefusedException of(Throwable broken, int line, int column) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BoundedInput.PassedException passed -> {
          String what = passed.getMessage() + " Send a smaller document.";
          return new DatexRefusedException(TOO_LARGE, what, line, column, broken);
        }
        case EOFException end -> {
          return malformed("The compressed document ends too early.", line, column, end);
        }
        case ZipException damaged -> {
          return malformed("The compressed document is damaged.", line, column, damaged);
        }
        case WstxLazyException lazy -> {}
        case XMLStreamException xml when xml.getNestedException() == null -> {
          return ofXml(xml, line, column);
        }
        case IOException io -> {
          return malformed("The document could not be read: " + brief(io), line, column, io);
        }
        default -> {}
      }
    }
    return malformed("The document is not readable XML: " + brief(broken), line, column, broken);
  }

  private static DatexRefusedException ofXml(XMLStreamException xml, int line, int column) {
    int atLine = xml.getLocation() == null ? line : xml.getLocation().getLineNumber();
    int atColumn = xml.getLocation() == null ? column : xml.getLocation().getColumnNumber();
    String message = brief(xml);
    if (message.startsWith("Maximum ") || message.contains("limit (")) {
      String what = "A limit was passed: " + message + " Send a document within it.";
      return new DatexRefusedException(TOO_LARGE, what, atLine, atColumn, xml);
    }
    return malformed("The document is not well-formed XML: " + message, atLine, atColumn, xml);
  }

  private static DatexRefusedException malformed(
      String what, int line, int column, @Nullable Throwable cause) {
    String advice = " Fetch it again, or ask its sender for a whole one.";
    return new DatexRefusedException(MALFORMED, what + advice, line, column, cause);
  }

  // First line only, printable only, bounded: it quotes the document.
  private static String brief(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName() + ".";
    }
    String first = message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?").strip();
    String cut = first.length() > LONGEST_CAUSE ? first.substring(0, LONGEST_CAUSE) + "…" : first;
    return cut.endsWith(".") ? cut : cut + ".";
  }
}
