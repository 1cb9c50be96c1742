package org.greenwave.simulator.field.snmp;

import java.util.List;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.snmp.Catalogue.Instance;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** Finds what a request asks for among the objects of a unit, at one time. */
final class Walk {
  private final TssUnit unit;
  private final long nowMillis;
  private final boolean exceptions;
  private final Catalogue catalogue;

  /** With exceptions (v2c) what is not there is said object by object, without (v1) at once. */
  Walk(TssUnit unit, long nowMillis, boolean exceptions) {
    this.unit = unit;
    this.nowMillis = nowMillis;
    this.exceptions = exceptions;
    this.catalogue = Catalogue.ofZones(unit.station().lanes().size());
  }

  PDU get(PDU request) {
    PDU answer = new PDU();
    for (VariableBinding asked : request.getAll()) {
      OID oid = asked.getOid();
      answer.add(
          catalogue.at(oid).map(this::bound).orElseGet(() -> new VariableBinding(oid, why(oid))));
    }
    return exceptions ? answer : withoutExceptions(request, answer);
  }

  PDU next(PDU request) {
    PDU answer = new PDU();
    for (VariableBinding asked : request.getAll()) {
      answer.add(next(asked.getOid()));
    }
    return exceptions ? answer : withoutExceptions(request, answer);
  }

  /** As many repetitions as were asked for and fit into so many bytes. */
  PDU bulk(PDU request, int room) {
    PDU answer = new PDU();
    List<OID> names = request.getAll().stream().map(VariableBinding::getOid).toList();
    int single = Math.clamp(request.getNonRepeaters(), 0, names.size());
    int left = add(answer, names.subList(0, single), room);
    List<OID> row = names.subList(single, names.size());
    for (int turn = 0; turn < request.getMaxRepetitions() && !row.isEmpty() && left > 0; turn++) {
      left = add(answer, row, left);
      List<VariableBinding> added = last(answer, row.size());
      if (added.stream().allMatch(VariableBinding::isException)) {
        return answer;
      }
      row = added.stream().map(VariableBinding::getOid).toList();
    }
    return answer;
  }

  /** Adds what follows each name; returns the room left, 0 as soon as one does not fit. */
  private int add(PDU answer, List<OID> names, int room) {
    int left = room;
    for (OID name : names) {
      VariableBinding next = next(name);
      left -= next.getBERLength();
      if (left < 0) {
        return 0;
      }
      answer.add(next);
    }
    return left;
  }

  private static List<VariableBinding> last(PDU answer, int count) {
    List<VariableBinding> all = answer.getAll();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  private VariableBinding next(OID oid) {
    return catalogue
        .after(oid)
        .map(this::bound)
        .orElseGet(() -> new VariableBinding(oid, Null.endOfMibView));
  }

  private VariableBinding bound(Instance found) {
    return new VariableBinding(found.oid(), found.value(unit, nowMillis));
  }

  private static Null why(OID missing) {
    return Catalogue.knows(missing) ? Null.noSuchInstance : Null.noSuchObject;
  }

  private static PDU withoutExceptions(PDU request, PDU answer) {
    for (int at = 0; at < answer.size(); at++) {
      if (answer.get(at).isException()) {
        return Agent.refused(request, PDU.noSuchName, at + 1);
      }
    }
    return answer;
  }
}
