package org.greenwave.tss.ntcip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.greenwave.sensors.ntcip1209.Answers;
import org.greenwave.sensors.ntcip1209.Binding;
import org.greenwave.sensors.ntcip1209.Continuity;
import org.greenwave.sensors.ntcip1209.Moment;
import org.greenwave.sensors.ntcip1209.Oid;
import org.greenwave.sensors.ntcip1209.Requests;
import org.greenwave.sensors.ntcip1209.Verdict;
import org.snmp4j.CommunityTarget;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Polls a device that does not exist, so that the first real poll after a failover finds everything
 * loaded and compiled. Requests go to the very socket they come from, which drops them.
 */
final class PollRehearsal {
  private static final int ROUNDS = 100;

  private PollRehearsal() {}

  /** Runs it; answers how many periods were found and messages sent, so that it is really done. */
  static int run(SnmpLink link) {
    UdpAddress self = new UdpAddress(InetAddress.getLoopbackAddress(), link.port());
    Target<UdpAddress> target = new CommunityTarget<>(self, new OctetString("public"));
    target.setVersion(SnmpConstants.version1);
    target.setTimeout(20);
    target.setRetries(0);
    AtomicInteger done = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      List<Binding> bindings = new ArrayList<>();
      for (List<Oid> request : Requests.pack(Requests.history(1, 5, 1))) {
        link.ask(target, request, true, reply -> done.incrementAndGet());
        request.forEach(oid -> bindings.add(new Binding(oid, new Binding.Quantity(round(oid)))));
      }
      done.addAndGet(judge(bindings));
    }
    return done.get();
  }

  /** A value for each column that makes an entry; the sequence number falls with its age. */
  private static int round(Oid oid) {
    return 10 - oid.at(oid.size() - 2);
  }

  /** As after a failover: with what another host has stored last. */
  private static int judge(List<Binding> bindings) {
    Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
    Sample last = new Sample(1, -90_000, 30, reading, new Origin(1, 5, 0));
    Watch watch = new Watch(new Zone(1, 1, 1, "", 30, 4, 1), Optional.of(last));
    OptionalInt before = Answers.newest(1, bindings);
    Verdict verdict =
        Continuity.place(
            watch.sight(Answers.samples(bindings).of(1), true, before, 0, new Moment(0, 0)));
    List<Sample> samples = new ArrayList<>();
    if (verdict instanceof Verdict.New found) {
      found.periods().forEach(period -> samples.add(watch.sample(period)));
    }
    return samples.size();
  }
}
