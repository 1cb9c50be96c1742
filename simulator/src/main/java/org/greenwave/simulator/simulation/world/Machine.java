package org.greenwave.simulator.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.greenwave.directory.Levels;
import org.greenwave.directory.hosting.HostState;
import org.jspecify.annotations.Nullable;

/** A machine: at most one server process, a clock, and a disk that outlives the process. */
public final class Machine {
  /** What a role refuses when only its start is refused begins with this. */
  public static final String START_OF = "start of ";

  private final World world;
  private final String name;
  private final boolean directory;
  private final Clocks clocks;
  private final Disk disk = new Disk();
  private final Deque<Runnable> inbox = new ArrayDeque<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final Map<String, String> plugins = new HashMap<>(Map.of("tss", "0.1.0"));
  private final Set<String> hanging = new HashSet<>();
  private final Map<String, Long> troubledAt = new HashMap<>();
  private @Nullable Incarnation incarnation;
  private boolean frozen;
  private boolean powered = true;
  private int starts;
  private boolean startsAgain;
  private long faultAtMillis;
  private long sleptAtMillis;
  private String release = "0.1.0";
  private Levels levels = Levels.FIRST;
  private long starvedMillis;
  long latenessMillis;

  Machine(World world, String name, boolean directory) {
    this.world = world;
    this.name = name;
    this.directory = directory;
    Chance chance = world.chance();
    this.clocks = new Clocks(world, chance.clockRate(name), chance.clockSkewMillis(name));
  }

  /**
   * Starts the server process, unless one runs or the software refuses the disk; after one that is
   * being stopped, when that has ended.
   */
  public void start() {
    powered = true;
    startsAgain = incarnation().filter(Incarnation::leaving).isPresent();
    if (incarnation == null && (starts == 0 || fit())) {
      if (starts == 0) {
        disk.founded(world.log().last());
      }
      starts++;
      disturbed();
      incarnation = new Incarnation(this, "%s-%04d".formatted(name, starts));
      incarnation.begin();
    }
  }

  /** Ends the process. Everybody who watches it sees that, unless cut off. */
  public void kill() {
    Incarnation ended = incarnation;
    if (ended != null) {
      end();
      disk.crash();
      world.database().disconnected(name);
      world.agenda().in(1, EventKind.DEATH_WATCH, () -> Watch.ended(world, this, ended.id()));
    }
  }

  /** Asks the process to end, which then says so, and lets others take what it has. */
  public void stop() {
    disturbed();
    receive(Incarnation::leave);
  }

  /** The process has done what it does when it is asked to end. */
  void left() {
    boolean again = startsAgain;
    kill();
    if (again) {
      start();
    }
  }

  /** The machine loses power: the process ends, nobody is told, unsynced writes are lost. */
  public void powerOff() {
    powered = false;
    end();
    disk.losePower();
  }

  private void end() {
    incarnation().ifPresent(this::tellWhatItStarted);
    incarnation = null;
    startsAgain = false;
    frozen = false;
    clocks.goOn();
    inbox.clear();
    disturbed();
  }

  private void tellWhatItStarted(Incarnation ending) {
    ending
        .hosts()
        .forEach((role, host) -> {
          if (host.state() instanceof HostState.Starting) {
            world.witnesses().forEach(witness -> witness.endedInStart(role));
          }
        });
  }

  /** Stops the process where it stands; its clock goes on. */
  public void freeze() {
    frozen = true;
    slept();
  }

  /** The whole machine is suspended: its monotonic clock stands still as well. */
  public void suspend() {
    clocks.stand();
    freeze();
  }

  /** Lets the process go on; what came meanwhile is read first. */
  public void thaw() {
    frozen = false;
    clocks.goOn();
    world.touch();
    slept();
    Deque<Runnable> waiting = new ArrayDeque<>(inbox);
    inbox.clear();
    waiting.forEach(action -> {
      if (incarnation != null) {
        action.run();
      }
    });
  }

  /** For how long a role has neither refused nor hung here. */
  public long compliantMillis(String role) {
    boolean complies =
        !hanging.contains(role)
            && !refusals.containsKey(role)
            && !refusals.containsKey(START_OF + role);
    return complies ? world.agenda().nowMillis() - troubledAt.getOrDefault(role, 0L) : 0;
  }

  private void troubled(String what) {
    String role = what.startsWith(START_OF) ? what.substring(START_OF.length()) : what;
    troubledAt.put(role, world.agenda().nowMillis());
  }

  /** The role refuses this machine from now on; an empty sentence lets it again. */
  public void refuse(String role, String sentence) {
    troubled(role);
    if (sentence.isEmpty()) {
      refusals.remove(role);
    } else {
      refusals.put(role, sentence);
    }
  }

  /** Starting and stopping the role hang here, or no longer. */
  public void hang(String role, boolean hangs) {
    troubled(role);
    if (hangs) {
      hanging.add(role);
    } else {
      hanging.remove(role);
    }
  }

  /** No role refuses or hangs here any more. */
  public void complyAll() {
    refusals.keySet().forEach(this::troubled);
    hanging.forEach(this::troubled);
    refusals.clear();
    hanging.clear();
  }

  /** The versions of its plug-ins by role type. */
  public Map<String, String> plugins() {
    return plugins;
  }

  /** The version of its software, from its next beat on. */
  public void release(String version) {
    release = version;
  }

  /** Other software, from its next start on; what runs ends. */
  public void install(String version, Levels spoken) {
    kill();
    release = version;
    levels = spoken;
  }

  /** The version of its software. */
  public String release() {
    return release;
  }

  /** What its software speaks. */
  public Levels levels() {
    return levels;
  }

  /** Whether its software can go on with what its disk holds. */
  public boolean fit() {
    return levels.speak(world.log().directoryAt(disk.saved()).level());
  }

  /** How late it says that its beats have lately been, though they are in time. */
  public void late(long millis) {
    latenessMillis = millis;
  }

  /** Its beats come so much late from now on; 0 ends that. */
  public void starve(long millis) {
    starvedMillis = millis;
    disturbed();
  }

  long starvedMillis() {
    return starvedMillis;
  }

  Optional<String> refusal(String role) {
    return Optional.ofNullable(refusals.get(role));
  }

  boolean hangs(String role) {
    return hanging.contains(role);
  }

  /** Something has happened to this machine that may show for a while. */
  public void disturbed() {
    faultAtMillis = world.agenda().nowMillis();
  }

  private void slept() {
    sleptAtMillis = world.agenda().nowMillis();
  }

  /** For how long nothing has happened to this machine itself. */
  public long calmMillis() {
    return Math.min(unharmedMillis(), world.agenda().nowMillis() - sleptAtMillis);
  }

  /** For how long nothing has happened to this machine but that it fell asleep or woke up. */
  public long unharmedMillis() {
    return starvedMillis > 0 ? 0 : world.agenda().nowMillis() - faultAtMillis;
  }

  /** Its monotonic clock. */
  public long clockMillis() {
    return clocks.monotonicMillis();
  }

  public Clocks clocks() {
    return clocks;
  }

  Disk disk() {
    return disk;
  }

  /** How long its disk takes to sync from now on. */
  public void slowDisk(long syncMillis) {
    disk.slow(syncMillis);
  }

  /** A message or a timer reaches the process, now or when it thaws. */
  void receive(Consumer<Incarnation> action) {
    Incarnation target = incarnation;
    if (target == null) {
      return;
    }
    if (frozen) {
      inbox.add(() -> action.accept(target));
    } else {
      action.accept(target);
    }
  }

  public String name() {
    return name;
  }

  public boolean directory() {
    return directory;
  }

  /** The process, if one runs. */
  public Optional<Incarnation> incarnation() {
    return Optional.ofNullable(incarnation);
  }

  public boolean frozen() {
    return frozen;
  }

  boolean powered() {
    return powered;
  }

  /** Whether a process runs here and is not frozen. */
  public boolean working() {
    return incarnation != null && !frozen;
  }

  World world() {
    return world;
  }
}
