package org.greenwave.proving.namespaces;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;

/**
 * The network of one cluster: a machine for each process, on a bridge in this process's own
 * namespace, from where the trial sees all of them whatever is cut between them. Whoever changes it
 * waits until the change before is done.
 */
public final class Network implements Site {
  static final String SUBNET = "10.77.0.";
  static final String BRIDGE = "bridge";

  private static final int FIRST_SERVER = 11;
  private static final int DATABASE = 20;
  private static final int FIELD = 30;
  private static final int DATABASE_PORT = 5432;
  private static final int FIELD_PORT = 16_100;
  private static final int SERVER_PORT = 8810;

  private final Map<String, Machine> machines = new TreeMap<>();

  private Network(List<String> more) {
    List<String> servers = Stream.concat(LocalCluster.SERVERS.stream(), more.stream()).toList();
    for (String server : servers) {
      add(server, FIRST_SERVER + servers.indexOf(server));
    }
    add(LocalCluster.DATABASE, DATABASE);
    add(LocalCluster.FIELD, FIELD);
  }

  private void add(String name, int number) {
    machines.put(name, new Machine(name, number));
  }

  /**
   * Lays the network.
   *
   * @throws IOException with a sentence, also when this process has no namespace of its own
   */
  public static Network lay() throws IOException {
    return lay(List.of());
  }

  /**
   * Lays the network with machines for more servers than the usual ones.
   *
   * @throws IOException as without them
   */
  public static Network lay(List<String> more) throws IOException {
    demandOwnNamespace();
    Network network = new Network(more);
    Ip.run("ip link add %s type bridge".formatted(BRIDGE));
    Ip.run("ip addr add %s1/24 dev %s".formatted(SUBNET, BRIDGE));
    Ip.run("ip link set %s up".formatted(BRIDGE));
    for (Machine machine : network.machines.values()) {
      machine.make(network.all());
    }
    return network;
  }

  /** The word of the script is not enough: in a namespace just made there is only loopback. */
  private static void demandOwnNamespace() throws IOException {
    boolean said = System.getenv("GREENWAVE_OWN_NETWORK") != null;
    boolean alone = NetworkInterface.networkInterfaces().allMatch(it -> it.getName().equals("lo"));
    if (!said || !alone) {
      throw new IOException(
          "the network of this machine is left alone: start by ./trials, as root");
    }
  }

  /** Everybody whom a machine talks to. */
  public List<String> everybodyBut(String name) {
    return machines.keySet().stream().filter(it -> !it.equals(name)).toList();
  }

  private List<Machine> all() {
    return List.copyOf(machines.values());
  }

  private Machine machine(String name) {
    Machine machine = machines.get(name);
    if (machine == null) {
      throw new IllegalArgumentException("there is no machine " + name);
    }
    return machine;
  }

  /** From now on nothing that one sends arrives at the other. */
  public synchronized void cut(String from, String to) throws IOException {
    machine(from).cut(machine(to));
  }

  /** Mends every cut. */
  public synchronized void mend() throws IOException {
    for (Machine from : all()) {
      for (Machine to : all()) {
        from.mend(to);
      }
    }
  }

  /** Pulls the cable of a machine. */
  public synchronized void unplug(String name) throws IOException {
    machine(name).unplug();
  }

  /** Makes a machine anew, as after its power came back: what its kernel knew is gone. */
  public synchronized void renew(String name) throws IOException {
    Machine machine = machine(name);
    machine.remove();
    machine.make(all());
  }

  /** Slows down what a machine sends. */
  public synchronized void slow(String name, int kilobits) throws IOException {
    machine(name).slow(kilobits);
  }

  /** Gives a machine its fast line back. */
  public synchronized void fast(String name) throws IOException {
    machine(name).fast();
  }

  /** Loses a share of what a machine sends by TCP, by chance. */
  public synchronized void lose(String name, double share) throws IOException {
    machine(name).lose(share);
  }

  /** Ends that. */
  public synchronized void loseNothing(String name) throws IOException {
    machine(name).loseNothing();
  }

  @Override
  public String address(String process) {
    return machine(process).address();
  }

  @Override
  public int port(String process) {
    return switch (process) {
      case LocalCluster.DATABASE -> DATABASE_PORT;
      case LocalCluster.FIELD -> FIELD_PORT;
      case String _ -> SERVER_PORT;
    };
  }

  @Override
  public List<String> inside(String process, List<String> command) {
    List<String> whole = new ArrayList<>(machine(process).prefix());
    whole.addAll(command);
    return whole;
  }

  @Override
  public void close() {
    try {
      for (Machine machine : all()) {
        machine.remove();
      }
      Ip.run("ip link del " + BRIDGE);
    } catch (IOException e) {
      throw new IllegalStateException("the network stays until the trial ends", e);
    }
  }
}
