package org.greenwave.tss.probe;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceKind;
import tools.jackson.databind.node.ObjectNode;

/** The kind {@code probe}: a zone that is always there, to measure failovers by. */
public final class ProbeKind implements SourceKind {
  static final String KIND = "probe";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<String> check(ObjectNode settings) {
    List<String> problems = new ArrayList<>();
    ProbeSettings.read(settings, problems);
    return problems;
  }

  @Override
  public Source open(String id, ObjectNode settings, SourceContext context) {
    return new ProbeSource(id, ProbeSettings.read(settings, new ArrayList<>()), context);
  }
}
