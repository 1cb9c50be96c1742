package org.greenwave.server.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.greenwave.directory.failover.Finding;

/** What this server alone knows to need care; shown with what the rules find. */
public final class Remarks {
  private final Map<String, Finding> remarks = new ConcurrentSkipListMap<>();

  /** Shows something from now on, in place of what was shown about the same. */
  public void show(String about, Finding finding) {
    remarks.put(about, finding);
  }

  /** Something is well again. */
  public void drop(String about) {
    remarks.remove(about);
  }

  /** What is shown now. */
  public List<Finding> all() {
    return List.copyOf(remarks.values());
  }
}
