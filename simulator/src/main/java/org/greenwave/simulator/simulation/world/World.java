package org.greenwave.simulator.simulation.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.greenwave.directory.Change;
import org.greenwave.directory.Server;
import org.greenwave.directory.Timings;
import org.greenwave.directory.laws.Law;

/** Everything there is: machines, network, log, role database, devices, and time. */
public final class World {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private final Agenda agenda = new Agenda();
  private final Chance chance;
  private final Set<Bug> bugs;
  private final Network network;
  private final ReplicatedLog log;
  private final RoleDatabase database;
  private final Field field;
  private final SortedMap<String, Machine> machines = new TreeMap<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private List<Machine> inOrder = List.of();
  private boolean touched;

  /** An empty world. */
  public World(Chance chance, Set<Bug> bugs) {
    this.chance = chance;
    this.bugs = bugs;
    this.network = new Network(agenda, chance);
    this.log = new ReplicatedLog(this);
    this.database = new RoleDatabase(this);
    this.field = new Field(agenda);
  }

  /** Founds the system with Directory servers and, after them, expansion servers. */
  public void found(List<String> directory, List<String> expansion) {
    Server first = server(directory.getFirst(), Server.Kind.DIRECTORY);
    log.genesis(new Change.Founded("system", "greenwave", first));
    directory.stream().skip(1).forEach(name -> admit(server(name, Server.Kind.DIRECTORY)));
    expansion.forEach(name -> admit(server(name, Server.Kind.EXPANSION)));
    directory.forEach(name -> addMachine(name, true));
    expansion.forEach(name -> addMachine(name, false));
  }

  private void admit(Server server) {
    String hash = "token-" + server.name();
    log.genesis(
        new Change.TokenIssued(
            new Change.JoinToken(hash, server.kind(), Instant.MAX, Optional.empty())));
    log.genesis(new Change.ServerJoined(server, hash));
  }

  /** A machine for a server, not started. */
  public Machine addMachine(String name, boolean directory) {
    Machine machine = new Machine(this, name, directory);
    machines.put(name, machine);
    inOrder = List.copyOf(machines.values());
    return machine;
  }

  /** A server as it would announce itself. */
  public static Server server(String name, Server.Kind kind) {
    return new Server(
        name,
        kind,
        new Server.Endpoints(name, 8810, 8811, 8812, 8813),
        "0.1.0",
        Optional.empty(),
        "");
  }

  public Agenda agenda() {
    return agenda;
  }

  public Chance chance() {
    return chance;
  }

  public Network network() {
    return network;
  }

  public ReplicatedLog log() {
    return log;
  }

  public RoleDatabase database() {
    return database;
  }

  /** The devices. */
  public Field field() {
    return field;
  }

  /** Every machine, by name. */
  public List<Machine> machines() {
    return inOrder;
  }

  /** One machine. */
  public Machine machine(String name) {
    Machine machine = machines.get(name);
    if (machine == null) {
      throw new IllegalArgumentException("there is no server " + name);
    }
    return machine;
  }

  boolean knows(String name) {
    return machines.containsKey(name);
  }

  public List<Witness> witnesses() {
    return witnesses;
  }

  boolean has(Bug bug) {
    return bugs.contains(bug);
  }

  /** A server may act now that could not before: a lease, an activation, a waking. */
  void touch() {
    touched = true;
  }

  /** Whether that has happened since this was last asked. */
  public boolean takeTouched() {
    boolean was = touched;
    touched = false;
    return was;
  }

  /** How long things may take now. */
  public Timings timings() {
    return log.directoryAt(log.last()).timings();
  }

  Instant wallClock() {
    return MIDNIGHT.plusMillis(agenda.nowMillis());
  }

  void broken(Law law, String facts) {
    witnesses.forEach(witness -> witness.broken(law, facts));
  }

  /** The server that leads in the highest term, dead or alive to the others. */
  public Optional<Leadership> leader() {
    return machines.values().stream()
        .flatMap(machine -> machine.incarnation().stream())
        .flatMap(incarnation -> incarnation.watch().stream())
        .flatMap(watch -> watch.leadership().stream())
        .max((one, other) -> Long.compare(one.term(), other.term()));
  }
}
