package org.greenwave.tss.ntcip;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.greenwave.sensors.ntcip1209.Binding;
import org.greenwave.sensors.ntcip1209.Oid;
import org.greenwave.sensors.ntcip1209.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * One UDP socket through which all units are asked. A bounded number of requests is under way, the
 * others wait in order. Every request ends exactly once: answered, silent, or given up by whoever
 * asked; so a datagram that is not what it seems can waste one request, and nothing more.
 */
final class SnmpLink implements AutoCloseable {
  private static final int MOST_UNDER_WAY = 256;
  private static final int BUFFER_BYTES = 4 << 20;
  private static final int LARGEST_MESSAGE_BYTES = 8192;
  private static final Logger LOG = LoggerFactory.getLogger(SnmpLink.class);

  /** How a request ended. */
  sealed interface Reply {}

  /** The bindings that were asked for and are there. */
  record Answered(List<Binding> bindings) implements Reply {}

  /** No answer in time, after all repetitions. */
  record Silent() implements Reply {}

  /** The device answered that it cannot, or the request could not be sent. */
  record Refused(String why) implements Reply {}

  private final Snmp snmp;
  private final DefaultUdpTransportMapping transport;
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private int underWay;

  SnmpLink() throws IOException {
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv1());
    dispatcher.addMessageProcessingModel(new MPv2c());
    transport = new DefaultUdpTransportMapping(new UdpAddress("0.0.0.0/0"));
    transport.setReceiveBufferSize(BUFFER_BYTES);
    transport.setMaxInboundMessageSize(LARGEST_MESSAGE_BYTES);
    snmp = new Snmp(dispatcher, transport);
    snmp.listen();
  }

  /** The port that answers come to. */
  int port() {
    return transport.getListenAddress().getPort();
  }

  /** A request that can be given up; {@code then} is called once, on any thread. */
  final class Request implements ResponseListener {
    private final Target<UdpAddress> target;
    private final Consumer<Reply> then;
    private final List<Binding> bindings = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile List<Oid> oids;
    private volatile PDU pdu = new PDU();

    private Request(Target<UdpAddress> target, List<Oid> oids, Consumer<Reply> then) {
      this.target = target;
      this.oids = oids;
      this.then = then;
    }

    /** Ends the request as unanswered, if it has not ended yet. */
    void giveUp() {
      synchronized (waiting) {
        if (waiting.remove(this)) {
          underWay++; // what ends counts as under way
        }
      }
      snmp.cancel(pdu, this);
      end(new Silent());
    }

    private void send() {
      PDU get = new PDU();
      get.setType(PDU.GET);
      oids.forEach(oid -> get.add(new VariableBinding(new OID(oid.toArray()))));
      pdu = get;
      try {
        snmp.send(get, target, transport, null, this);
      } catch (IOException | RuntimeException e) {
        // On a thread of its own, because whoever asked may hold a lock.
        Refused refused = new Refused("could not be sent: " + e.getMessage());
        Thread.ofVirtual().start(() -> end(refused));
      }
    }

    @Override
    public <A extends Address> void onResponse(ResponseEvent<A> event) {
      snmp.cancel(event.getRequest(), this);
      try {
        PDU answer = event.getResponse();
        if (answer == null) {
          end(event.getError() == null ? new Silent() : new Refused(event.getError().toString()));
        } else {
          take(answer);
        }
      } catch (RuntimeException e) {
        // Whatever SNMP4J makes of a hostile datagram must not end its receiving thread.
        end(new Refused("answers what cannot be read: " + e));
      }
    }

    private void take(PDU answer) {
      int status = answer.getErrorStatus();
      int index = answer.getErrorIndex();
      if (status == PDU.noError) {
        addBindings(answer);
        end(new Answered(List.copyOf(bindings)));
      } else if (status == PDU.noSuchName && index >= 1 && index <= oids.size()) {
        oids = Requests.without(oids, oids.get(index - 1));
        if (oids.isEmpty()) {
          end(new Answered(List.copyOf(bindings)));
        } else {
          send();
        }
      } else {
        end(new Refused("answers with the error " + answer.getErrorStatusText()));
      }
    }

    private void addBindings(PDU answer) {
      Set<Oid> asked = new HashSet<>(oids);
      for (VariableBinding variable : answer.getVariableBindings()) {
        Oid oid = Oid.of(variable.getOid().getValue());
        if (asked.contains(oid)) {
          bindings.add(new Binding(oid, SnmpValues.read(variable.getVariable())));
        }
      }
    }

    private void end(Reply reply) {
      if (ended.compareAndSet(false, true)) {
        ended();
        then.accept(reply);
      }
    }
  }

  /** Asks for variables, at once or as soon as fewer requests are under way. */
  Request ask(Target<UdpAddress> target, List<Oid> oids, Consumer<Reply> then) {
    Request request = new Request(target, oids, then);
    synchronized (waiting) {
      if (underWay >= MOST_UNDER_WAY) {
        waiting.add(request);
        return request;
      }
      underWay++;
    }
    request.send();
    return request;
  }

  private void ended() {
    Request next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        underWay--;
        return;
      }
    }
    next.send();
  }

  @Override
  public void close() {
    try {
      snmp.close();
    } catch (IOException e) {
      LOG.debug("The SNMP socket did not close well.", e);
    }
  }
}
