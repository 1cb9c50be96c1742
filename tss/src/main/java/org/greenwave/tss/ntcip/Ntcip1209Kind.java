package org.greenwave.tss.ntcip;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceKind;
import tools.jackson.databind.node.ObjectNode;

/** The kind {@code ntcip1209}: units that speak NTCIP 1209 version 2 over SNMP version 1 or 2c. */
public final class Ntcip1209Kind implements SourceKind {
  @Override
  public String kind() {
    return Discovery.KIND;
  }

  @Override
  public List<String> check(ObjectNode settings) {
    List<String> problems = new ArrayList<>();
    Ntcip1209Settings.read(settings, problems);
    return problems;
  }

  @Override
  public Source open(String id, ObjectNode settings, SourceContext context) {
    return new Ntcip1209Source(id, Ntcip1209Settings.read(settings, new ArrayList<>()), context);
  }
}
