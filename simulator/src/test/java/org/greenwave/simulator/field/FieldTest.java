package org.greenwave.simulator.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.simulator.field.device.Retrieval;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A field on real ports, asked by SNMP4J's client. */
@Timeout(60)
class FieldTest {
  private static final OID TSS = new OID("1.3.6.1.4.1.1206.4.2.4");
  private static final OID SAMPLES = new OID(TSS).append("3.4.1");

  @TempDir Path folder;
  private Snmp snmp;

  @BeforeEach
  void listen() throws IOException {
    snmp = new Snmp(new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")));
    snmp.listen();
  }

  @AfterEach
  void hangUp() throws IOException {
    snmp.close();
  }

  @Test
  void isWalkedInOrderByEachKindOfRequest() throws IOException {
    try (Field field = Field.open(options(1, 0))) {
      int port = field.portNumbers().getFirst();
      List<OID> v1 = walk(port, SnmpConstants.version1, PDU.GETNEXT);
      assertThat(v1).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(300);
      assertThat(walk(port, SnmpConstants.version2c, PDU.GETNEXT)).isEqualTo(v1);
      assertThat(walk(port, SnmpConstants.version2c, PDU.GETBULK)).isEqualTo(v1);
      for (OID name : v1) {
        PDU got = ask(port, SnmpConstants.version1, PDU.GET, name).orElseThrow();
        assertThat(got.getErrorStatus()).isEqualTo(PDU.noError);
        assertThat(got.get(0).getOid()).isEqualTo(name);
      }
    }
  }

  @Test
  void journalsWhatItAnswers() throws IOException {
    Path file = folder.resolve("journal.csv");
    try (Field field = Field.open(options(2, 0))) {
      int port = field.portNumbers().getLast();
      OID sequence = new OID(SAMPLES).append("8.1.2.1");
      OID volume = new OID(SAMPLES).append("4.1.2.1");
      PDU answer = null;
      while (answer == null || status(port) != 2) {
        answer = ask(port, SnmpConstants.version2c, PDU.GET, sequence, volume).orElseThrow();
      }
      answer = ask(port, SnmpConstants.version2c, PDU.GET, sequence, volume).orElseThrow();
      field.flushJournal();
      int number = answer.get(0).getVariable().toInt();
      int counted = answer.get(1).getVariable().toInt();
      try (Stream<JournalRecord> records = Journal.read(file)) {
        assertThat(records)
            .filteredOn(one -> one.zone() == 1 && one.unit().endsWith("-002"))
            .anySatisfy(one -> {
              assertThat(one.sequence()).isEqualTo(number);
              assertThat(one.reading().volume()).isEqualTo(counted);
              assertThat(one.retrieval()).isEqualTo(Retrieval.ALWAYS);
            });
      }
    }
    try (Stream<JournalRecord> records = Journal.read(file)) {
      Set<String> keys = new HashSet<>();
      records.forEach(
          one -> assertThat(keys.add(one.unit() + one.zone() + one.periodEndMillis())).isTrue());
      assertThat(keys).hasSizeGreaterThan(7);
    }
  }

  @Test
  void leavesOutLinesThatACrashHasTorn() throws IOException {
    Path file = folder.resolve("journal.csv");
    String whole = "A2-001,1,1000,65535,3000,2,120,873,2,PARTLY";
    Files.writeString(file, JournalRecord.HEADER + "\n" + whole + "\nA2-001,1,1000,0,50");
    Field.open(options(1, 0)).close();
    Files.writeString(file, Files.readString(file) + whole + "\nA2-0");
    try (Stream<JournalRecord> records = Journal.read(file)) {
      List<JournalRecord> read = records.toList();
      assertThat(read).hasSizeGreaterThanOrEqualTo(2).allMatch(one -> one.unit().equals("A2-001"));
      assertThat(read.getFirst().line()).isEqualTo(whole);
      assertThat(read.getLast()).isEqualTo(JournalRecord.parse(whole));
    }
  }

  @Test
  void answersOnAfterHostileDatagrams() throws IOException {
    try (Field field = Field.open(options(1, 0));
        DatagramSocket socket = new DatagramSocket()) {
      int port = field.portNumbers().getFirst();
      for (int length : new int[] {0, 1, 2, 5, 40, 1_472, 9_000, 65_507}) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x30);
        InetAddress to = InetAddress.getByName("127.0.0.1");
        socket.send(new DatagramPacket(bytes, length, to, port));
      }
      assertThat(status(port)).isBetween(2, 3);
    }
  }

  @Test
  void refusesToRunOnAPortThatIsTaken() throws IOException {
    try (Field field = Field.open(options(1, 0))) {
      int taken = field.portNumbers().getFirst();
      assertThatThrownBy(() -> Field.open(options(1, taken - 1)).close())
          .hasMessageContaining("UDP port " + taken + " of 127.0.0.1 is in use");
      assertThat(Field.run(options(1, taken - 1))).isEqualTo(1);
    }
  }

  @Test
  void writesItsUnitsAsSettingsOfTheRole() throws IOException {
    try (Field field = Field.open(options(2, 0))) {
      assertThat(field.settings())
          .startsWith(
              "{\"id\":\"field\",\"kind\":\"ntcip1209\",\"community\":\"public\",\"units\":[")
          .contains("{\"name\":\"A2-001\",\"address\":\"127.0.0.1:" + field.portNumbers().get(0))
          .containsPattern("\"lat\":5[12]\\.\\d{5},\"lon\":[45]\\.\\d{5}}");
    }
  }

  private FieldOptions options(int units, int basePort) {
    Path journal = folder.resolve("journal.csv");
    return new FieldOptions(
        units, "127.0.0.1", basePort, 1, 1, 144, false, 0, Optional.of(journal), Optional.empty());
  }

  private int status(int port) throws IOException {
    OID status = new OID(TSS).append("1.2.0");
    PDU answer = ask(port, SnmpConstants.version1, PDU.GET, status).orElseThrow();
    return answer.get(0).getVariable().toInt();
  }

  private List<OID> walk(int port, int version, int type) throws IOException {
    List<OID> names = new ArrayList<>();
    OID last = new OID("1");
    while (true) {
      PDU answer = ask(port, version, type, last).orElseThrow();
      if (answer.getErrorStatus() == PDU.noSuchName) {
        return names;
      }
      for (VariableBinding binding : answer.getAll()) {
        if (binding.isException()) {
          return names;
        }
        names.add(binding.getOid());
        last = binding.getOid();
      }
    }
  }

  private Optional<PDU> ask(int port, int version, int type, OID... names) throws IOException {
    PDU request = new PDU();
    request.setType(type);
    for (OID name : names) {
      request.add(new VariableBinding(name));
    }
    if (type == PDU.GETBULK) {
      request.setMaxRepetitions(30);
    }
    CommunityTarget<UdpAddress> target =
        new CommunityTarget<>(new UdpAddress("127.0.0.1/" + port), new OctetString("public"));
    target.setVersion(version);
    target.setTimeout(2_000);
    target.setRetries(2);
    ResponseEvent<UdpAddress> event = snmp.send(request, target);
    return Optional.ofNullable(event.getResponse());
  }
}
