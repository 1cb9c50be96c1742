package org.greenwave.tss.datex;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceKind;
import tools.jackson.databind.node.ObjectNode;

/** The kind {@code datex2}: a publisher of DATEX II version 2 that is asked by HTTP. */
public final class Datex2Kind implements SourceKind {
  @Override
  public String kind() {
    return DatexNetwork.KIND;
  }

  @Override
  public List<String> check(ObjectNode settings) {
    List<String> problems = new ArrayList<>();
    Datex2Settings.read(settings, problems);
    return problems;
  }

  @Override
  public Source open(String id, ObjectNode settings, SourceContext context) {
    return new Datex2Source(id, Datex2Settings.read(settings, new ArrayList<>()), context.clock());
  }
}
