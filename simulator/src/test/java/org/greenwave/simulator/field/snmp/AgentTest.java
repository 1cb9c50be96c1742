package org.greenwave.simulator.field.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenwave.simulator.field.device.Conduct;
import org.greenwave.simulator.field.device.Timing;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.traffic.Chance;
import org.greenwave.simulator.field.traffic.Road;
import org.greenwave.simulator.field.traffic.RoadClock;
import org.greenwave.simulator.field.traffic.Station;
import org.greenwave.simulator.field.traffic.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** The answers of a unit, without a network. */
class AgentTest {
  private static final long NOW = 1_795_350_000_000L;
  private static final OID TSS = new OID("1.3.6.1.4.1.1206.4.2.4");
  private static final OID VOLUME = new OID(TSS).append("3.4.1.4.1.2.1");
  private static final OID ABSENT_ROW = new OID(TSS).append("3.4.1.4.99.2.1");
  private static final OID ABSENT = new OID(TSS).append("9.1");

  private final Agent agent = new Agent("public");
  private final TssUnit unit = unit();

  @Test
  void saysWhatIsMissingObjectByObjectInV2c() {
    PDU answer = ask(Message.V2C, request(PDU.GET, VOLUME, ABSENT_ROW, ABSENT));
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
    assertThat(answer.get(0).getVariable()).isInstanceOf(Integer32.class);
    assertThat(answer.get(1).getVariable()).isEqualTo(Null.noSuchInstance);
    assertThat(answer.get(2).getVariable()).isEqualTo(Null.noSuchObject);
  }

  @Test
  void refusesTheWholeRequestInV1() {
    PDU answer = ask(Message.V1, request(PDU.GET, VOLUME, ABSENT));
    assertThat(answer.getErrorStatus()).isEqualTo(PDU.noSuchName);
    assertThat(answer.getErrorIndex()).isEqualTo(2);
    OID end = new OID("2.1");
    assertThat(ask(Message.V1, request(PDU.GETNEXT, end)).getErrorStatus())
        .isEqualTo(PDU.noSuchName);
    assertThat(ask(Message.V2C, request(PDU.GETNEXT, end)).get(0).getVariable())
        .isEqualTo(Null.endOfMibView);
  }

  @Test
  void refusesToSetAnything() {
    PDU reset = new PDU();
    reset.setType(PDU.SET);
    reset.add(new VariableBinding(new OID(TSS).append("1.1.0"), new Integer32(1)));
    assertThat(ask(Message.V1, reset).getErrorStatus()).isEqualTo(PDU.noSuchName);
    assertThat(ask(Message.V2C, reset).getErrorStatus()).isEqualTo(PDU.notWritable);
  }

  @Test
  void keepsAnswersWithinOneFrame() {
    OID[] labels = new OID[60];
    Arrays.fill(labels, new OID(TSS).append("1.5.1.5.1"));
    PDU tooBig = ask(Message.V2C, request(PDU.GET, labels));
    assertThat(tooBig.getErrorStatus()).isEqualTo(PDU.tooBig);
    assertThat(tooBig.size()).isZero();
    PDU bulk = request(PDU.GETBULK, TSS);
    bulk.setMaxRepetitions(Integer.MAX_VALUE);
    PDU some = ask(Message.V2C, bulk);
    assertThat(some.getErrorStatus()).isEqualTo(PDU.noError);
    assertThat(some.size()).isBetween(40, 80);
  }

  @Test
  void answersBulkRequestsRowByRow() {
    OID end = new OID(TSS).append("3.5.1.1.1.1");
    PDU bulk = request(PDU.GETBULK, TSS, new OID(TSS).append("3.4.1.4.1"), end);
    bulk.setNonRepeaters(1);
    bulk.setMaxRepetitions(2);
    List<OID> names = names(ask(Message.V2C, bulk));
    assertThat(names)
        .containsExactly(
            new OID(TSS).append("1.1.0"),
            new OID(TSS).append("3.4.1.4.1.1.1"),
            new OID(TSS).append("3.5.1.1.2.1"),
            new OID(TSS).append("3.4.1.4.1.2.1"),
            new OID(TSS).append("3.5.1.1.3.1"));
    bulk.setMaxRepetitions(-5);
    assertThat(ask(Message.V2C, bulk).size()).isEqualTo(1);
  }

  @Test
  void showsTheLastPeriodsInTheDeprecatedTablesToo() {
    for (int column = 1; column <= 5; column++) {
      OID sample = new OID(TSS).append("3.4.1." + (column + 2) + ".3");
      PDU answer =
          ask(
              Message.V2C,
              request(
                  PDU.GET,
                  new OID(TSS).append("3.1.1." + column + ".3"),
                  new OID(sample).append("2.1"),
                  new OID(TSS).append("3.2.1." + column + ".3"),
                  new OID(sample).append("3.1")));
      assertThat(answer.get(0).getVariable()).isEqualTo(answer.get(1).getVariable());
      assertThat(answer.get(2).getVariable()).isEqualTo(answer.get(3).getVariable());
    }
  }

  @Test
  void doesNotAnswerWithoutTheCommunityOrToOtherMessages() {
    PDU get = request(PDU.GET, VOLUME);
    Message other = new Message(Message.V2C, new OctetString("private"), get);
    assertThat(answer(other.write())).isEmpty();
    assertThat(answer(new Message(3, new OctetString("public"), get).write())).isEmpty();
    for (int type : new int[] {PDU.RESPONSE, PDU.TRAP, PDU.INFORM, PDU.REPORT}) {
      PDU pdu = request(type, VOLUME);
      assertThat(answer(new Message(1, new OctetString("public"), pdu).write())).isEmpty();
    }
    PDU bulk = request(PDU.GETBULK, TSS);
    assertThat(answer(new Message(Message.V1, new OctetString("public"), bulk).write())).isEmpty();
  }

  @Test
  void survivesEveryCutAndEveryChangedByteOfARequest() {
    byte[] sound = message(Message.V2C, request(PDU.GETBULK, VOLUME, TSS)).write();
    for (int length = 0; length < sound.length; length++) {
      assertThat(answer(Arrays.copyOf(sound, length))).isEmpty();
    }
    for (int at = 0; at < sound.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = sound.clone();
        changed[at] = (byte) value;
        answer(changed).ifPresent(bytes -> assertThat(bytes).hasSizeLessThan(1_473));
      }
    }
  }

  @Test
  void survivesRandomBytesAndHugeDatagrams() {
    Chance chance = Chance.of(1);
    for (int times = 0; times < 20_000; times++) {
      byte[] bytes = new byte[chance.below(300)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (at == 0 ? 0x30 : chance.below(256));
      }
      assertThat(answer(bytes)).isEmpty();
    }
    assertThat(answer(new byte[65_000])).isEmpty();
  }

  @Test
  void survivesLengthsThatLie() {
    byte[] huge = {(byte) 0x84, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xF0};
    byte[] sound = message(Message.V2C, request(PDU.GET, VOLUME)).write();
    for (int at = 1; at < sound.length; at++) {
      ByteBuffer lying = ByteBuffer.allocate(sound.length - 1 + huge.length);
      lying.put(sound, 0, at).put(huge).put(sound, at + 1, sound.length - at - 1);
      answer(lying.array()).ifPresent(bytes -> assertThat(bytes).hasSizeLessThan(1_473));
    }
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void isNeverRightWhenGarbled(Garble way) {
    Message request = message(Message.V2C, request(PDU.GET, VOLUME));
    byte[] right = agent.answer(unit, request, NOW).orElseThrow().write();
    for (int turn = 0; turn < 50; turn++) {
      Message sound = agent.answer(unit, request, NOW).orElseThrow();
      assertThat(way.spoil(sound, Chance.of(1, turn))).isNotEqualTo(right);
    }
  }

  private PDU ask(int version, PDU request) {
    request.setRequestID(new Integer32(4_711));
    byte[] bytes = answer(message(version, request).write()).orElseThrow();
    PDU answer = decoded(bytes);
    assertThat(answer.getType()).isEqualTo(PDU.RESPONSE);
    assertThat(answer.getRequestID().getValue()).isEqualTo(4_711);
    return answer;
  }

  private Optional<byte[]> answer(byte[] datagram) {
    return agent.answer(unit, ByteBuffer.wrap(datagram), NOW);
  }

  private static PDU decoded(byte[] bytes) {
    try {
      BERInputStream in = new BERInputStream(ByteBuffer.wrap(bytes));
      BER.decodeHeader(in, new BER.MutableByte());
      new Integer32().decodeBER(in);
      new OctetString().decodeBER(in);
      PDU pdu = new PDU();
      pdu.decodeBER(in);
      return pdu;
    } catch (IOException notOne) {
      throw new AssertionError("The answer is no SNMP message", notOne);
    }
  }

  private static Message message(int version, PDU pdu) {
    return new Message(version, new OctetString("public"), pdu);
  }

  private static PDU request(int type, OID... names) {
    PDU pdu = new PDU();
    pdu.setType(type);
    for (OID name : names) {
      pdu.add(new VariableBinding(name));
    }
    return pdu;
  }

  private static List<OID> names(PDU pdu) {
    return pdu.getAll().stream().map(VariableBinding::getOid).toList();
  }

  private static TssUnit unit() {
    List<Station> stations = Station.along(Road.NETHERLANDS, 1, 1);
    Traffic traffic = new Traffic(1, new RoadClock(NOW, 0, 1), stations, false);
    TssUnit.Plan plan = new TssUnit.Plan(Conduct.STEADY, 1);
    long start = NOW - 60_000;
    TssUnit unit =
        new TssUnit(stations.getFirst(), traffic, Timing.of(1, 1, 1, 2_000), plan, start);
    unit.advance(NOW);
    return unit;
  }
}
