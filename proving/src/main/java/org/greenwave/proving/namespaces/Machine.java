package org.greenwave.proving.namespaces;

import java.io.IOException;
import java.util.List;

/**
 * A machine of the network: a namespace with one interface, whose other end is on the bridge.
 *
 * <p>Each machine knows the others' hardware addresses by heart and asks nobody for them. So one
 * direction of one pair can be cut without a trace: the sender is given an address that nobody has,
 * and its packets vanish on the bridge, while those of the other direction arrive.
 *
 * @param name what people call it
 * @param number the last part of its address
 */
record Machine(String name, int number) {
  private static final String NOBODY = "02:47:57:00:ff:ff";

  String address() {
    return Network.SUBNET + number;
  }

  private String hardware() {
    return "02:47:57:00:00:%02x".formatted(number);
  }

  /** The end of its cable that is on the bridge. */
  private String plug() {
    return "to-" + name;
  }

  /** The command that runs a command on this machine. */
  List<String> prefix() {
    return List.of("nsenter", "--net=/run/netns/" + name);
  }

  /** Makes it, plugged in, and knowing its peers. */
  void make(List<Machine> peers) throws IOException {
    Ip.run("ip netns add " + name);
    Ip.run("ip link add %s type veth peer name eth0 netns %s".formatted(plug(), name));
    Ip.run("ip -n %s link set lo up".formatted(name));
    Ip.run("ip -n %s link set eth0 address %s".formatted(name, hardware()));
    Ip.run("ip -n %s addr add %s/24 dev eth0".formatted(name, address()));
    Ip.run("ip -n %s link set eth0 up".formatted(name));
    Ip.run("ip link set %s master %s up".formatted(plug(), Network.BRIDGE));
    for (Machine peer : peers) {
      mend(peer);
    }
  }

  /** Takes it away; what the kernel still has to say for its dead processes is never heard. */
  void remove() throws IOException {
    Ip.run("ip link del " + plug());
    Ip.run("ip netns del " + name);
  }

  /** From now on nothing that it sends arrives at the other. */
  void cut(Machine to) throws IOException {
    neighbour(to, NOBODY);
  }

  /** From now on what it sends arrives at the other again. */
  void mend(Machine to) throws IOException {
    neighbour(to, to.hardware());
  }

  private void neighbour(Machine to, String hardware) throws IOException {
    if (!to.equals(this)) {
      Ip.run(
          "ip -n %s neigh replace %s lladdr %s dev eth0 nud permanent"
              .formatted(name, to.address(), hardware));
    }
  }

  /** Pulls its cable. */
  void unplug() throws IOException {
    Ip.run("ip link set %s down".formatted(plug()));
  }

  /** Lets what it sends queue up behind a slow line, some of it for up to a quarter second. */
  void slow(int kilobits) throws IOException {
    Ip.run(
        "tc -n %s qdisc replace dev eth0 root tbf rate %dkbit burst 3000 latency 250ms"
            .formatted(name, kilobits));
  }

  /** Gives it the fast line back. */
  void fast() throws IOException {
    Ip.run("tc -n %s qdisc del dev eth0 root".formatted(name));
  }

  /** Loses a share of what it sends by TCP, by chance. */
  void lose(double share) throws IOException {
    Ip.run(
        "ip netns exec %s iptables -A OUTPUT -o eth0 -p tcp -m statistic --mode random %s -j DROP"
            .formatted(name, "--probability " + share));
  }

  /** Ends that. */
  void loseNothing() throws IOException {
    Ip.run("ip netns exec %s iptables -F OUTPUT".formatted(name));
  }
}
