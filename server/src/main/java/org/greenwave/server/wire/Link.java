package org.greenwave.server.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.greenwave.server.codec.Json;
import org.greenwave.server.realtime.Realtime;
import org.greenwave.server.trust.Handshake;
import org.greenwave.server.trust.Holder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/**
 * A connection to another server. Sending never blocks: a link whose far end does not keep up is
 * closed, for what it would deliver is too old to be of use.
 */
public final class Link implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** The largest frame in bytes; a whole Directory has to fit. */
  public static final int FRAME_LIMIT = 64 << 20;

  /**
   * The largest frame of a stranger, in bytes. It holds a certificate of this system all the same:
   * a beat of a server that was removed has to fit.
   */
  private static final int STRANGER_LIMIT = 1 << 20;

  private static final Duration STRANGER_PATIENCE = Duration.ofSeconds(5);
  private static final int QUEUE_LIMIT = 512;

  /** What ends the thread that writes: it would wait for something to send for ever. */
  private static final Frame END = new Frame(new byte[0]);

  private final Handshake secured;
  private final Silence silence;
  private final BlockingQueue<Frame> outgoing = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private volatile boolean trusted = true;
  private volatile boolean closed;
  private boolean puzzled;

  /** Takes over a connection. Nothing is read before {@link #read}. */
  Link(Handshake secured) throws IOException {
    this(secured, new Silence(Long.MAX_VALUE));
  }

  /** Takes over a connection whose far end is to answer when it is asked. */
  Link(Handshake secured, Silence silence) throws IOException {
    this.secured = secured;
    this.silence = silence;
    secured.below().setTcpNoDelay(true);
    secured.below().setKeepAlive(true);
    Realtime.start("link-writer", this::write);
  }

  /** Who is at the other end. */
  public Holder peer() {
    return secured.peer();
  }

  /**
   * Little is read, and not for long: long enough for a server that was removed to be told so.
   *
   * @param belongs whether the caller belongs to the system after all, asked at the end
   */
  void distrust(BooleanSupplier belongs) {
    trusted = false;
    Thread.ofVirtual()
        .name("link-patience")
        .start(() -> {
          LockSupport.parkNanos(STRANGER_PATIENCE.toNanos());
          trusted = trusted || belongs.getAsBoolean();
          if (!trusted) {
            close();
          }
        });
  }

  /** The caller belongs to this system. On the thread that reads. */
  void trust() {
    trusted = true;
    Realtime.enter();
  }

  /** Sends a message as soon as the network takes it; nothing once the link has ended. */
  public void send(WireMessage message) {
    if (!closed) {
      send(Frame.of(message));
    }
  }

  /** Sends what may have been made for others as well. */
  public void send(Frame frame) {
    if (!closed && !outgoing.offer(frame)) {
      close();
    }
  }

  /**
   * Sends what is answered. When the far end has not answered for too long, the link ends instead:
   * after a power failure it may be back, and know nothing of this connection.
   */
  void ask(WireMessage question) {
    if (!closed && silence.asked(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))) {
      LOG.info("{} has not answered for a while, so it is called anew.", peer().name());
      close();
    }
    send(question);
  }

  /** Whether the link has ended. */
  public boolean closed() {
    return closed;
  }

  /** How many frames wait to be sent. */
  int waiting() {
    return outgoing.size();
  }

  private void write() {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(secured.socket().getOutputStream()))) {
      for (Frame frame = outgoing.take(); frame != END; frame = outgoing.take()) {
        frame.write(out);
        if (outgoing.isEmpty()) {
          out.flush();
        }
      }
    } catch (IOException _) {
      close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads messages until the link ends; returns then.
   *
   * @return why it ended
   */
  String read(Consumer<WireMessage> receiver) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(silence.brokenBy(secured.socket().getInputStream())))) {
      while (true) {
        int length = in.readInt();
        if (length < 2 || length > (trusted ? FRAME_LIMIT : STRANGER_LIMIT)) {
          return "a frame of " + length + " bytes";
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length < length) {
          return "the connection ended within a frame";
        }
        WireMessage message = message(frame);
        if (message == null) {
          return "a frame that says nothing";
        }
        receiver.accept(message);
      }
    } catch (IOException failure) {
      return String.valueOf(failure.getMessage());
    } catch (JacksonException failure) {
      return "a frame that is no message: " + failure.getOriginalMessage();
    } finally {
      close();
    }
  }

  /** What a newer version says about things that this one does not know is passed over. */
  private WireMessage message(byte[] frame) {
    try {
      return Json.message(frame);
    } catch (InvalidTypeIdException unknown) {
      if (!trusted) {
        throw unknown;
      }
      if (!puzzled) {
        LOG.warn(
            "A server of a newer version says what this one does not know ({}); upgrade this one.",
            unknown.getTypeId());
      }
      puzzled = true;
      return new WireMessage.Unknown();
    }
  }

  /**
   * Closes below TLS, which would wait until a far end that does not read had read its farewell.
   */
  @Override
  public void close() {
    closed = true;
    try {
      secured.below().close();
    } catch (IOException _) {
      // Closing is all that was wanted.
    }
    outgoing.clear();
    outgoing.offer(END);
  }
}
