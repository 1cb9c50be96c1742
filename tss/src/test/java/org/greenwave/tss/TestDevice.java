package org.greenwave.tss;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A device with some zones and short periods that remembers every period it made. */
final class TestDevice implements CommandResponder, AutoCloseable {
  private static final OID TSS = new OID("1.3.6.1.4.1.1206.4.2.4");
  private static final OID UPTIME = new OID("1.3.6.1.2.1.1.3.0");
  private static final int HELD = 5;
  private static final ScheduledThreadPoolExecutor CLOCK =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());

  /** A complete period of one zone. */
  record Made(int boot, int sequence, int volume, int endTime) {}

  private final Snmp snmp;
  private final DefaultUdpTransportMapping transport;
  private final int zones;
  private volatile int periodSeconds;
  private final Map<Integer, List<Made>> made = new TreeMap<>();
  private final Random chance;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean uptimeFalls;
  private @Nullable ScheduledFuture<?> clock;
  private long bootNanos = System.nanoTime();
  private int boot = 1;
  private int sequence;
  private volatile boolean silent;
  private volatile long slowMillis;
  private volatile int refused;
  private volatile boolean unready;
  private boolean movesOn;

  TestDevice(int zones, int firstSequence, int periodSeconds) throws IOException {
    this.zones = zones;
    this.periodSeconds = periodSeconds;
    this.sequence = firstSequence;
    this.chance = new Random(zones * 31L + firstSequence);
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv1());
    dispatcher.addMessageProcessingModel(new MPv2c());
    transport = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
    snmp = new Snmp(dispatcher, transport);
    snmp.addCommandResponder(this);
    snmp.listen();
    setPeriod(periodSeconds);
  }

  /** Ends periods of another length from now on, or none if it is 0; goes on counting. */
  synchronized void setPeriod(int seconds) {
    periodSeconds = seconds;
    if (clock != null) {
      clock.cancel(false);
    }
    if (seconds > 0) {
      int phase = chance.nextInt(1000);
      clock =
          CLOCK.scheduleAtFixedRate(this::endPeriod, phase, seconds * 1000L, TimeUnit.MILLISECONDS);
    }
  }

  /** How many messages have come. */
  int requests() {
    return requests.get();
  }

  /** Tells at each question of an earlier time than before. */
  void letUptimeFall() {
    uptimeFalls = true;
  }

  String address() {
    return "127.0.0.1:" + transport.getListenAddress().getPort();
  }

  int zones() {
    return zones;
  }

  int periodSeconds() {
    return periodSeconds;
  }

  /** What a zone has made so far. */
  synchronized List<Made> made(int zone) {
    return List.copyOf(made.getOrDefault(zone, List.of()));
  }

  /** Takes so long for each answer. */
  void beSlow(long millis) {
    slowMillis = millis;
  }

  /** Answers from now on with a general error where it is asked for volumes of a zone. */
  void refuse(int zone) {
    refused = zone;
  }

  /** Knows nothing of its zones but what they measure. */
  void beUnready(boolean on) {
    unready = on;
  }

  void beSilent(boolean on) {
    silent = on;
  }

  /** Ends one more period between the answers about the third entry and the second of a zone. */
  synchronized void moveOnWhileRead() {
    movesOn = true;
  }

  /** Loses all entries; counting begins anew. */
  synchronized void restart(int firstSequence) {
    boot++;
    bootNanos = System.nanoTime();
    sequence = firstSequence;
  }

  private synchronized void endPeriod() {
    int uptime = (int) ((System.nanoTime() - bootNanos) / 1_000_000_000L);
    for (int zone = 1; zone <= zones; zone++) {
      made.computeIfAbsent(zone, z -> new ArrayList<>())
          .add(new Made(boot, sequence, chance.nextInt(30), uptime));
    }
    sequence = (sequence + 1) % 65_536;
  }

  @Override
  public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
    event.setProcessed(true);
    int count = requests.incrementAndGet();
    if (silent) {
      return;
    }
    LockSupport.parkNanos(slowMillis * 1_000_000);
    PDU answer = new PDU(event.getPDU());
    answer.setType(PDU.RESPONSE);
    boolean version1 = event.getMessageProcessingModel() == MPv1.ID;
    for (int at = 0; at < answer.size(); at++) {
      VariableBinding binding = answer.get(at);
      if (refused > 0 && binding.getOid().startsWith(new OID(TSS + ".3.4.1.4." + refused))) {
        answer.setErrorStatus(PDU.genErr);
        answer.setErrorIndex(at + 1);
        break;
      }
      boolean falls = uptimeFalls && binding.getOid().equals(UPTIME);
      Variable value = falls ? new TimeTicks(900_000_000L - count) : value(binding.getOid());
      if (version1 && value instanceof Null) {
        answer.setErrorStatus(PDU.noSuchName);
        answer.setErrorIndex(at + 1);
        break;
      }
      answer.set(at, new VariableBinding(binding.getOid(), value));
    }
    try {
      event
          .getMessageDispatcher()
          .returnResponsePdu(
              event.getMessageProcessingModel(),
              event.getSecurityModel(),
              event.getSecurityName(),
              event.getSecurityLevel(),
              answer,
              event.getMaxSizeResponsePDU(),
              event.getStateReference(),
              new StatusInformation());
    } catch (MessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Variable value(OID oid) {
    if (oid.equals(UPTIME)) {
      return new TimeTicks((System.nanoTime() - bootNanos) / 10_000_000L);
    }
    if (!oid.startsWith(TSS)) {
      return Null.noSuchObject;
    }
    int[] rest = new int[oid.size() - TSS.size()];
    System.arraycopy(oid.getValue(), TSS.size(), rest, 0, rest.length);
    return switch (new OID(rest).toString()) {
      case "1.4.0" -> new Integer32(zones);
      case "1.8.0" -> new Integer32(4);
      default -> table(rest);
    };
  }

  private Variable table(int[] at) {
    if (unready && at[0] == 1) {
      return Null.noSuchInstance;
    }
    if (at.length == 5 && at[0] == 1 && at[1] == 5 && at[4] <= zones) {
      return at[3] == 4 ? new Integer32(periodSeconds) : new OctetString("lane " + at[4]);
    }
    if (at.length == 5 && at[0] == 3 && at[1] == 3 && at[4] <= zones) {
      return new Integer32(at[3] == 1 ? filled(at[4]) : 2);
    }
    return at.length == 7 && at[0] == 3 && at[1] == 4 ? sample(at) : Null.noSuchInstance;
  }

  /** How many entries have something in them by now, the one in progress included. */
  private int filled(int zone) {
    long complete =
        made.getOrDefault(zone, List.of()).stream().filter(one -> one.boot() == boot).count();
    return (int) Math.min(HELD, 1 + complete);
  }

  private Variable sample(int[] at) {
    List<Made> all = made.getOrDefault(at[4], List.of());
    int index = all.size() + 1 - at[5];
    if (movesOn && at[5] == 3) {
      movesOn = false;
      endPeriod();
    }
    if (at[5] < 2 || index < 0 || all.get(index).boot() != boot) {
      return Null.noSuchInstance;
    }
    Made one = all.get(index);
    return switch (at[3]) {
      case 3 -> new Counter32(one.endTime());
      case 4 -> new Integer32(at[6] == 1 ? one.volume() : one.volume() / 2);
      case 5 -> new Integer32(one.volume() * 10);
      case 6 -> new Integer32(one.volume() == 0 ? 65_535 : 1000 - one.volume());
      case 7 -> new Integer32(2);
      case 8 -> new Integer32(one.sequence());
      default -> Null.noSuchInstance;
    };
  }

  @Override
  public void close() throws IOException {
    setPeriod(0);
    snmp.close();
  }
}
