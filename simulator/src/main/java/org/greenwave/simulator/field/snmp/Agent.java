package org.greenwave.simulator.field.snmp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.greenwave.simulator.field.device.TssUnit;
import org.snmp4j.PDU;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * Answers SNMP requests for units (RFC 1157 for v1, RFC 3416 for v2c).
 *
 * <p>Whatever is no request, or has another community, gets no answer. Nothing can be set.
 */
public final class Agent {
  /** Longer answers are refused as too big: what fits an Ethernet frame without fragments. */
  public static final int LONGEST_ANSWER = 1_472;

  /** Longer datagrams are not looked at; it bounds the objects asked for in one request. */
  public static final int LONGEST_REQUEST = 4_096;

  private final OctetString community;

  public Agent(String community) {
    this.community = new OctetString(community);
  }

  /** The answer of a unit to a datagram. */
  public Optional<byte[]> answer(TssUnit unit, ByteBuffer datagram, long nowMillis) {
    return request(datagram)
        .flatMap(request -> answer(unit, request, nowMillis))
        .map(Message::write);
  }

  /** The request in a datagram, if it is one and has the right community. */
  Optional<Message> request(ByteBuffer datagram) {
    if (datagram.remaining() > LONGEST_REQUEST) {
      return Optional.empty();
    }
    return Message.read(datagram).filter(message -> message.community().equals(community));
  }

  /** The answer to a request; none if even a refusal would be too long. */
  Optional<Message> answer(TssUnit unit, Message request, long nowMillis) {
    Walk walk = new Walk(unit, nowMillis, request.version() == Message.V2C);
    Message answer =
        request.answer(
            switch (request.pdu().getType()) {
              case PDU.GET -> walk.get(request.pdu());
              case PDU.GETNEXT -> walk.next(request.pdu());
              case PDU.GETBULK -> walk.bulk(request.pdu(), room(request));
              default -> refusedSet(request);
            });
    return Optional.of(answer.length() <= LONGEST_ANSWER ? answer : tooBig(request))
        .filter(whole -> whole.length() <= LONGEST_ANSWER);
  }

  private static int room(Message request) {
    PDU empty = new PDU();
    return LONGEST_ANSWER - request.answer(empty).length() - 8;
  }

  private static PDU refusedSet(Message request) {
    int status = request.version() == Message.V1 ? PDU.noSuchName : PDU.notWritable;
    return refused(request.pdu(), status, Math.min(1, request.pdu().size()));
  }

  /** In v1 a refusal repeats what was asked for; in v2c this one is empty. */
  private static Message tooBig(Message request) {
    PDU pdu = refused(request.pdu(), PDU.tooBig, 0);
    if (request.version() == Message.V2C) {
      pdu.clear();
      pdu.setErrorStatus(PDU.tooBig);
    }
    return request.answer(pdu);
  }

  /** What was asked for, with an error. */
  static PDU refused(PDU request, int status, int index) {
    PDU pdu = new PDU();
    for (VariableBinding asked : request.getAll()) {
      pdu.add(new VariableBinding(asked.getOid(), asked.getVariable()));
    }
    pdu.setErrorStatus(status);
    pdu.setErrorIndex(index);
    return pdu;
  }
}
