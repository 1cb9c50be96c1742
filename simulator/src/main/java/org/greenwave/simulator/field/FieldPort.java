package org.greenwave.simulator.field;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import org.greenwave.simulator.field.device.TssUnit;

/** The UDP port of a unit. */
final class FieldPort implements AutoCloseable {
  private static final int DATAGRAMS_IN_A_TURN = 16;

  private final TssUnit unit;
  private final Answers answers;
  private final DatagramChannel channel;
  private final int number;

  private FieldPort(TssUnit unit, Answers answers, DatagramChannel channel, int number) {
    this.unit = unit;
    this.answers = answers;
    this.channel = channel;
    this.number = number;
  }

  /** Makes an answer, or none, of a datagram for a unit. */
  @FunctionalInterface
  interface Answers {
    Optional<byte[]> answer(TssUnit unit, ByteBuffer datagram, long nowMillis);
  }

  /** Opens a port at an address; port 0 takes any that is free. */
  static FieldPort open(TssUnit unit, Answers answers, InetSocketAddress at, Selector selector)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(at).configureBlocking(false);
      int number = channel.socket().getLocalPort();
      FieldPort opened = new FieldPort(unit, answers, channel, number);
      channel.register(selector, SelectionKey.OP_READ, opened);
      return opened;
    } catch (BindException taken) {
      channel.close();
      throw new IOException(
          "UDP port %d of %s is in use: end what listens there, or give another --base-port."
              .formatted(at.getPort(), at.getHostString()),
          taken);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  TssUnit unit() {
    return unit;
  }

  String address() {
    InetSocketAddress at = (InetSocketAddress) channel.socket().getLocalSocketAddress();
    return at.getAddress().getHostAddress() + ":" + number;
  }

  int number() {
    return number;
  }

  /** Answers what has come in; the rest of a flood waits, so that it does not starve the others. */
  void serve(ByteBuffer buffer, long nowMillis) throws IOException {
    for (int times = 0; times < DATAGRAMS_IN_A_TURN; times++) {
      buffer.clear();
      SocketAddress from = channel.receive(buffer);
      if (from == null) {
        return;
      }
      answer(buffer.flip(), from, nowMillis);
    }
  }

  private void answer(ByteBuffer datagram, SocketAddress to, long nowMillis) {
    if (unit.answers(nowMillis)) {
      answers.answer(unit, datagram, nowMillis).ifPresent(bytes -> send(bytes, to));
    }
  }

  private void send(byte[] bytes, SocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(bytes), to);
    } catch (IOException lost) {
      // The asker's port is closed or the buffer full: to the asker a lost datagram, as UDP has it.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
