package org.greenwave.server.export;

import java.time.Instant;
import java.util.List;
import org.greenwave.directory.Directory;

/**
 * What an export holds.
 *
 * @param made when
 * @param release the version of the software that made it
 * @param server the server that made it
 * @param directory the whole record, secrets included
 * @param authority the files of the certificate authority, as they stood below the server's folder
 */
public record Export(
    Instant made,
    String release,
    String server,
    Directory directory,
    List<AuthorityFile> authority) {
  public Export {
    authority = List.copyOf(authority);
  }
}
