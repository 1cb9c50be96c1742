package org.greenwave.tss.ntcip;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
 * One UDP socket through which all units are asked. A bounded number of requests has a place at a
 * time, the others stand in line: first those to units that may be expected to answer, for which
 * some places are left free, each in order. A place is kept until the answer, but not for long:
 * units that do not answer must not hold up those that would. Every request ends exactly once:
 * answered, silent, or given up by whoever asked; so a datagram that is not what it seems can waste
 * one request, and nothing more.
 */
final class SnmpLink implements AutoCloseable {
  private static final int MOST_PLACES = 256;
  private static final int MOST_DOUBTFUL = 192;

  /** Longer than most units take, so that few requests are under way without a place. */
  private static final long PLACE_MILLIS = 250;

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
  private final Executor laterOn =
      CompletableFuture.delayedExecutor(
          PLACE_MILLIS, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));
  private final Object places = new Object();
  private final ArrayDeque<Request> hopeful = new ArrayDeque<>();
  private final ArrayDeque<Request> doubtful = new ArrayDeque<>();
  private int taken;
  private int takenByDoubtful;

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
    private final boolean hope;
    private final Consumer<Reply> then;
    private final List<Binding> bindings = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile List<Oid> oids;
    private volatile PDU pdu = new PDU();
    private volatile boolean sent;
    private volatile long sentNanos = System.nanoTime();
    private boolean hasPlace;

    private Request(Target<UdpAddress> target, List<Oid> oids, boolean hope, Consumer<Reply> then) {
      this.target = target;
      this.oids = oids;
      this.hope = hope;
      this.then = then;
    }

    /** Whether it was sent longer ago than that; one that stands in line is not late. */
    boolean isLate(long patienceNanos) {
      return sent && System.nanoTime() - sentNanos > patienceNanos;
    }

    /** When it was sent, or made if it was not sent yet, by the steady clock. */
    long sentNanos() {
      return sentNanos;
    }

    /** Ends the request as unanswered, if it has not ended yet. */
    void giveUp() {
      synchronized (places) {
        hopeful.remove(this);
        doubtful.remove(this);
      }
      snmp.cancel(pdu, this);
      end(new Silent());
    }

    private void send() {
      PDU get = new PDU();
      get.setType(PDU.GET);
      oids.forEach(oid -> get.add(new VariableBinding(new OID(oid.toArray()))));
      pdu = get;
      sentNanos = System.nanoTime();
      sent = true;
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
      } else if (isOfOne(status) && index >= 1 && index <= oids.size()) {
        Oid bad = oids.get(index - 1);
        if (status == PDU.genErr) {
          bindings.add(new Binding(bad, new Binding.Refused(answer.getErrorStatusText())));
        }
        oids = Requests.without(oids, bad);
        if (oids.isEmpty()) {
          end(new Answered(List.copyOf(bindings)));
        } else {
          send();
        }
      } else {
        end(new Refused("answers with the error " + answer.getErrorStatusText()));
      }
    }

    /** Whether only one variable is not to be had (RFC 1157, 4.1.2), and the others may be. */
    private static boolean isOfOne(int status) {
      return status == PDU.noSuchName || status == PDU.genErr;
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
        leave(this);
        then.accept(reply);
      }
    }
  }

  /**
   * Asks for variables, at once or as soon as there is a place.
   *
   * @param hope whether an answer may be expected, as from a unit that answered the last time
   */
  Request ask(Target<UdpAddress> target, List<Oid> oids, boolean hope, Consumer<Reply> then) {
    Request request = new Request(target, oids, hope, then);
    synchronized (places) {
      if (!mayEnter(hope)) {
        (hope ? hopeful : doubtful).add(request);
        return request;
      }
      enter(request);
    }
    send(request);
    return request;
  }

  private boolean mayEnter(boolean hope) {
    return taken < MOST_PLACES && (hope || takenByDoubtful < MOST_DOUBTFUL);
  }

  private void enter(Request request) {
    request.hasPlace = true;
    taken++;
    takenByDoubtful += request.hope ? 0 : 1;
  }

  private void send(Request request) {
    request.send();
    laterOn.execute(() -> leave(request));
  }

  /** Gives a request's place, if it still has it, to the next in line. */
  private void leave(Request request) {
    Request next;
    synchronized (places) {
      if (!request.hasPlace) {
        return;
      }
      request.hasPlace = false;
      taken--;
      takenByDoubtful -= request.hope ? 0 : 1;
      next = hopeful.poll();
      if (next == null && mayEnter(false)) {
        next = doubtful.poll();
      }
      if (next == null) {
        return;
      }
      enter(next);
    }
    send(next);
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
