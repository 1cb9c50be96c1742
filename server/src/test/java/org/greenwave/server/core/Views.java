package org.greenwave.server.core;

import org.greenwave.directory.Directory;

/** Lets a test say what a server knows of the Directory. */
public final class Views {
  private Views() {}

  /** From now on this Directory is known. In the loop. */
  public static void offer(View view, Directory directory) {
    view.offer(directory);
  }
}
