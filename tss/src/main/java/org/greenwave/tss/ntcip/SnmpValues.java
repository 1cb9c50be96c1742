package org.greenwave.tss.ntcip;

import java.nio.charset.StandardCharsets;
import org.greenwave.sensors.ntcip1209.Binding;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;

/** Values of SNMP as values of ours. */
final class SnmpValues {
  private SnmpValues() {}

  static Binding.Value read(@Nullable Variable variable) {
    return switch (variable) {
      case null -> new Binding.Absent();
      case Null _ -> new Binding.Absent(); // also noSuchObject, noSuchInstance, endOfMibView
      case OctetString octets ->
          new Binding.Text(new String(octets.getValue(), StandardCharsets.ISO_8859_1));
      case Integer32 number -> new Binding.Quantity(number.toLong());
      case UnsignedInteger32 number -> new Binding.Quantity(number.toLong());
      default -> new Binding.Strange(variable.getSyntaxString());
    };
  }
}
