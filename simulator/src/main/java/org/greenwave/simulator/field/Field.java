package org.greenwave.simulator.field;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.greenwave.simulator.field.device.Conduct;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.snmp.Agent;
import org.greenwave.simulator.field.snmp.Garbler;

/** A running field: units that answer on their ports until it is closed. */
public final class Field implements AutoCloseable {
  /** The community that may read; there is none that may write. */
  public static final String COMMUNITY = "public";

  private final Selector selector;
  private final List<FieldPort> ports = new ArrayList<>();
  private final Optional<Journal> journal;
  private final FieldLoop loop;
  private final CompletableFuture<Void> end;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Field(FieldOptions options) throws IOException {
    FieldClock clock = new FieldClock();
    List<TssUnit> units = FieldUnits.of(options, clock.startMillis());
    this.selector = Selector.open();
    try {
      openPorts(units, options);
      this.journal =
          options.journal().isPresent()
              ? Optional.of(Journal.append(options.journal().get()))
              : Optional.empty();
    } catch (IOException | RuntimeException failed) {
      closePorts();
      throw failed;
    }
    this.loop = new FieldLoop(clock, selector, units, journal);
    this.end = CompletableFuture.runAsync(this::loop, Thread.ofPlatform().name("field")::start);
  }

  /** Opens the ports and the journal and starts to answer. */
  public static Field open(FieldOptions options) throws IOException {
    return new Field(options);
  }

  /**
   * Runs a field until the process is asked to end, with one line when it is ready; returns the
   * exit code, 1 after a sentence about what failed.
   */
  public static int run(FieldOptions options) {
    try (Field field = open(options)) {
      Thread onExit = new Thread(field::closeQuietly, "field-end");
      Runtime.getRuntime().addShutdownHook(onExit);
      if (options.settings().isPresent()) {
        Files.writeString(options.settings().get(), field.settings());
      }
      System.out.println(field.ready(options));
      field.await();
      return 0;
    } catch (IOException failed) {
      System.err.println("The field cannot run: " + sentence(failed));
      return 1;
    }
  }

  /** The units as a data source in the settings of the traffic-sensor role (JSON). */
  public String settings() {
    return Settings.of(COMMUNITY, ports);
  }

  /** The units' ports, in the order of the units. */
  public List<Integer> portNumbers() {
    return ports.stream().map(FieldPort::number).toList();
  }

  /** Writes to the file what the journal has so far; it happens by itself every second. */
  public void flushJournal() throws IOException {
    if (journal.isPresent()) {
      journal.get().flush();
    }
  }

  /** Waits until the field is closed; throws what has ended it if that was a fault. */
  public void await() throws IOException {
    try {
      end.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof FieldFailure failure) {
        throw failure.reason;
      }
      throw failed;
    }
  }

  /** Stops answering, and closes the journal with all that was measured. */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    loop.end();
    end.exceptionally(alreadyTold -> null).join();
    closePorts();
    if (journal.isPresent()) {
      journal.get().close();
    }
  }

  private void loop() {
    try {
      loop.run();
    } catch (IOException failed) {
      throw new FieldFailure(failed);
    }
  }

  private void openPorts(List<TssUnit> units, FieldOptions options) throws IOException {
    Agent agent = new Agent(COMMUNITY);
    Garbler garbler = new Garbler(agent, options.seed());
    for (TssUnit unit : units) {
      boolean garbled = unit.conduct() == Conduct.GARBLED;
      int port = options.basePort() == 0 ? 0 : options.basePort() + unit.station().number();
      InetSocketAddress at = new InetSocketAddress(options.host(), port);
      ports.add(FieldPort.open(unit, garbled ? garbler::answer : agent::answer, at, selector));
    }
  }

  private void closePorts() throws IOException {
    for (FieldPort port : ports) {
      port.close();
    }
    selector.close();
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException failed) {
      System.err.println("The journal's end may be missing: " + sentence(failed));
    }
  }

  private String ready(FieldOptions options) {
    int zones = ports.stream().mapToInt(port -> port.unit().station().lanes().size()).sum();
    return "The field is ready: %d units with %d zones at %s, UDP ports %d to %d, each %d s."
        .formatted(
            ports.size(),
            zones,
            options.host(),
            ports.getFirst().number(),
            ports.getLast().number(),
            options.periodSeconds());
  }

  private static String sentence(IOException failed) {
    return failed instanceof FileSystemException file
        ? "%s cannot be written (%s)."
            .formatted(Path.of(String.valueOf(file.getFile())), failed.getClass().getSimpleName())
        : String.valueOf(failed.getMessage());
  }

  /** Carries a fault of the world out of the field's thread. */
  private static final class FieldFailure extends RuntimeException {
    private final transient IOException reason;

    FieldFailure(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
