package org.greenwave.tss.datex;

import static org.greenwave.tss.datex.DatexRefusedException.Kind.NOT_DATEX;

/** Finds the publication in a document: bare, or in the body of a SOAP envelope. */
final class Publication {
  private static final int MOST_SIBLINGS = 1_000;

  private Publication() {}

  /**
   * Enters the payload publication of a document.
   *
   * @param wanted the publication's xsi:type
   */
  static void enter(XmlCursor cursor, String wanted) throws DatexRefusedException {
    cursor.root();
    if (cursor.anyName().equals("Envelope")) {
      descend(cursor, "Body");
      descend(cursor, "d2LogicalModel");
    } else if (!cursor.anyName().equals("d2LogicalModel")) {
      throw cursor.refused(
          NOT_DATEX,
          "The root element is %s. Send a DATEX II version 2 document: d2LogicalModel, or a SOAP"
                  .formatted(brief(cursor.anyName()))
              + " envelope around it.");
    }
    if (!cursor.namespace().equals(XmlCursor.DATEX)) {
      throw cursor.refused(
          NOT_DATEX,
          "The namespace of d2LogicalModel is '%s'. Send DATEX II version 2, namespace '%s'."
              .formatted(brief(cursor.namespace()), XmlCursor.DATEX));
    }
    descend(cursor, "payloadPublication");
    if (!cursor.type().equals(wanted)) {
      throw cursor.refused(
          NOT_DATEX,
          "The publication is of type '%s'. Send a %s here."
              .formatted(brief(cursor.type()), wanted));
    }
  }

  private static void descend(XmlCursor cursor, String name) throws DatexRefusedException {
    for (int siblings = 0; siblings < MOST_SIBLINGS && cursor.child(); siblings++) {
      if (cursor.anyName().equals(name)) {
        return;
      }
      if (cursor.anyName().equals("Fault")) {
        throw cursor.refused(
            NOT_DATEX, "The document is a SOAP fault. Ask the service that sent it.");
      }
      cursor.skip();
    }
    throw cursor.refused(
        NOT_DATEX, "There is no element %s. Send a whole DATEX II document.".formatted(name));
  }

  private static String brief(String word) {
    String printable = word.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
  }
}
