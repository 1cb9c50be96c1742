package org.greenwave.simulator.field.snmp;

import java.util.Arrays;
import java.util.function.Supplier;
import org.greenwave.simulator.field.traffic.Chance;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** The ways in which a broken or hostile device spoils a sound answer. */
enum Garble {
  RANDOM_BYTES,
  TRUNCATED,
  LYING_LENGTH,
  FLIPPED_BITS,
  WRONG_REQUEST_ID,
  WRONG_COMMUNITY,
  WRONG_TYPES,
  OUT_OF_RANGE,
  OTHER_NAMES,
  SAME_NAME_AGAIN,
  NONSENSE_ERROR,
  NOTHING_IN_IT,
  SIXTY_KILOBYTES;

  private static final int HUGE = 60_000;

  /** The bytes that are sent in place of the sound answer. */
  byte[] spoil(Message sound, Chance chance) {
    return switch (this) {
      case RANDOM_BYTES -> random(chance, chance.below(1_400));
      case TRUNCATED -> truncated(sound.write(), chance);
      case LYING_LENGTH -> lying(sound.write());
      case FLIPPED_BITS -> flipped(sound.write(), chance);
      case WRONG_REQUEST_ID -> wrongId(sound);
      case WRONG_COMMUNITY ->
          new Message(sound.version(), new OctetString("other"), sound.pdu()).write();
      case WRONG_TYPES -> with(sound, () -> wrongType(chance.below(4)));
      case OUT_OF_RANGE -> with(sound, () -> new Integer32(-1 - chance.below(1 << 30)));
      case OTHER_NAMES -> renamed(sound);
      case SAME_NAME_AGAIN -> doubled(sound);
      case NONSENSE_ERROR -> error(sound, 99);
      case NOTHING_IN_IT -> sound.answer(new PDU()).write();
      case SIXTY_KILOBYTES -> with(sound.answer(one(sound)), () -> huge(chance));
    };
  }

  private static byte[] renamed(Message sound) {
    PDU pdu = new PDU();
    for (VariableBinding binding : sound.pdu().getAll()) {
      pdu.add(new VariableBinding(binding.getOid().successor(), binding.getVariable()));
    }
    return sound.answer(pdu).write();
  }

  private static byte[] doubled(Message sound) {
    PDU pdu = new PDU();
    for (VariableBinding binding : sound.pdu().getAll()) {
      pdu.add(new VariableBinding(binding.getOid(), new Integer32(1)));
      pdu.add(binding);
    }
    return sound.answer(pdu).write();
  }

  private static byte[] random(Chance chance, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) chance.below(256);
    }
    return bytes;
  }

  private static byte[] truncated(byte[] bytes, Chance chance) {
    return Arrays.copyOf(bytes, chance.below(bytes.length));
  }

  private static byte[] lying(byte[] bytes) {
    byte[] longer = {0x30, (byte) 0x84, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    byte[] whole = Arrays.copyOf(longer, longer.length + bytes.length);
    System.arraycopy(bytes, 0, whole, longer.length, bytes.length);
    return whole;
  }

  private static byte[] flipped(byte[] bytes, Chance chance) {
    for (int times = 0; times < 8; times++) {
      bytes[chance.below(bytes.length)] ^= (byte) (1 << chance.below(8));
    }
    return bytes;
  }

  private static byte[] wrongId(Message sound) {
    Message answer = sound.answer(new PDU(sound.pdu()));
    answer.pdu().setRequestID(new Integer32(sound.pdu().getRequestID().getValue() + 1));
    return answer.write();
  }

  private static byte[] error(Message sound, int status) {
    PDU pdu = Agent.refused(sound.pdu(), status, -7);
    return sound.answer(pdu).write();
  }

  private static PDU one(Message sound) {
    PDU pdu = new PDU();
    pdu.add(sound.pdu().size() == 0 ? new VariableBinding(TssObjects.TSS) : sound.pdu().get(0));
    return pdu;
  }

  private static Variable wrongType(int which) {
    return switch (which) {
      case 0 -> new OctetString("many");
      case 1 -> new Counter64(-1);
      case 2 -> new IpAddress("127.0.0.1");
      default -> new OID("1.3.6.1");
    };
  }

  private static Variable huge(Chance chance) {
    return new OctetString(random(chance, HUGE));
  }

  /** Replaces the value of every name. */
  private static byte[] with(Message sound, Supplier<Variable> value) {
    PDU pdu = new PDU();
    for (VariableBinding binding : sound.pdu().getAll()) {
      pdu.add(new VariableBinding(binding.getOid(), value.get()));
    }
    return sound.answer(pdu).write();
  }
}
