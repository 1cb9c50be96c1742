package org.greenwave.directory.audit;

import java.util.List;

/**
 * Who asks for a change, and from where.
 *
 * @param name of the account or key
 * @param address where the request came from
 * @param noted what of the change can only be told where it was asked for: what differs in a role's
 *     settings, which are a document of its plug-in's
 */
public record Author(String name, String address, List<Difference> noted) {
  public Author {
    noted = List.copyOf(noted);
  }
}
