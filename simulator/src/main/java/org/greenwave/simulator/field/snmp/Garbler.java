package org.greenwave.simulator.field.snmp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.traffic.Chance;

/** Answers as a broken or hostile device would: never right, in another way each time. */
public final class Garbler {
  private final Agent agent;
  private final long seed;
  private long requests;

  /** Spoils what this agent would answer. */
  public Garbler(Agent agent, long seed) {
    this.agent = agent;
    this.seed = seed;
  }

  /** The spoilt answer of a unit to a datagram. */
  public Optional<byte[]> answer(TssUnit unit, ByteBuffer datagram, long nowMillis) {
    return agent
        .request(datagram)
        .flatMap(request -> agent.answer(unit, request, nowMillis))
        .map(this::spoil);
  }

  private byte[] spoil(Message sound) {
    Garble[] ways = Garble.values();
    Chance chance = Chance.of(seed, requests, 41);
    Garble way = ways[(int) (requests % ways.length)];
    requests++;
    return way.spoil(sound, chance);
  }
}
