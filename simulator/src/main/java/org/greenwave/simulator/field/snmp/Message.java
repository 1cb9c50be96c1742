package org.greenwave.simulator.field.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * An SNMP message with a community (RFC 1157 and RFC 1901).
 *
 * @param version 0 for v1, 1 for v2c
 * @param community what stands for a password
 * @param pdu the request or answer in it
 */
record Message(int version, OctetString community, PDU pdu) {
  static final int V1 = 0;
  static final int V2C = 1;

  /** Reads a request; empty if the bytes are none. */
  static Optional<Message> read(ByteBuffer bytes) {
    try {
      return Optional.of(decode(new BERInputStream(bytes))).filter(Message::isRequest);
    } catch (IOException | RuntimeException garbage) {
      // The codec throws either; a datagram that is no message deserves no answer.
      return Optional.empty();
    }
  }

  /** The length of the message in bytes. */
  int length() {
    int content = contentLength();
    return 1 + BER.getBERLengthOfLength(content) + content;
  }

  byte[] write() {
    byte[] bytes = new byte[length()];
    try (BEROutputStream out = new BEROutputStream(ByteBuffer.wrap(bytes))) {
      BER.encodeHeader(out, BER.SEQUENCE, contentLength());
      new Integer32(version).encodeBER(out);
      community.encodeBER(out);
      pdu.encodeBER(out);
      return bytes;
    } catch (IOException impossible) {
      throw new IllegalStateException("A buffer of the right size was too small", impossible);
    }
  }

  /** An answer to this message. */
  Message answer(PDU answer) {
    answer.setType(PDU.RESPONSE);
    answer.setRequestID(pdu.getRequestID());
    return new Message(version, community, answer);
  }

  private static Message decode(BERInputStream in) throws IOException {
    BER.MutableByte tag = new BER.MutableByte();
    BER.decodeHeader(in, tag);
    Integer32 version = new Integer32();
    version.decodeBER(in);
    OctetString community = new OctetString();
    community.decodeBER(in);
    PDU pdu = new PDU();
    pdu.decodeBER(in);
    return new Message(version.getValue(), community, pdu);
  }

  private boolean isRequest() {
    return switch (pdu.getType()) {
      case PDU.GET, PDU.GETNEXT, PDU.SET -> version == V1 || version == V2C;
      case PDU.GETBULK -> version == V2C;
      default -> false;
    };
  }

  private int contentLength() {
    return new Integer32(version).getBERLength() + community.getBERLength() + pdu.getBERLength();
  }
}
