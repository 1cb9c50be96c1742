package org.greenwave.proving.garbage;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Bytes for ports, whatever listens there. All of it stays on loopback, and all of it ends. */
final class Noise {
  /** The beginning of an SNMP answer: a sequence, version 2c, community public, a response. */
  private static final byte[] SNMP = {
    0x30,
    (byte) 0x82,
    0x01,
    0x10,
    0x02,
    0x01,
    0x01,
    0x04,
    0x06,
    'p',
    'u',
    'b',
    'l',
    'i',
    'c',
    (byte) 0xa2,
    (byte) 0x82,
    0x01,
    0x00,
    0x02,
    0x04
  };

  private static final int DATAGRAM_BYTES = 1_400;
  private static final int CONNECTION_BYTES = 100_000;

  private final Random random;

  Noise(Random random) {
    this.random = random;
  }

  /** Sends datagrams to a port: every other one begins as a device's answer would. */
  void datagrams(int port, int count) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int sent = 0; sent < count; sent++) {
        byte[] bytes = datagram(sent % 2 == 0);
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        if (sent % 100 == 0) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }
  }

  /** A datagram that makes no sense. */
  byte[] datagram(boolean likeAnAnswer) {
    byte[] bytes = Bodies.random(random, random.nextInt(DATAGRAM_BYTES));
    if (likeAnAnswer) {
      System.arraycopy(SNMP, 0, bytes, 0, Math.min(SNMP.length, bytes.length));
    }
    return bytes;
  }

  /** Connects to a port several times, writes bytes, and hangs up. */
  void connections(int port, int count) throws IOException {
    for (int made = 0; made < count; made++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        OutputStream out = socket.getOutputStream();
        out.write(Bodies.random(random, random.nextInt(CONNECTION_BYTES)));
      } catch (SocketException hungUp) {
        // It is the server's right to hang up on noise.
      }
    }
  }
}
