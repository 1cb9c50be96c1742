package org.greenwave.server.wire;

import java.io.DataOutputStream;
import java.io.IOException;
import org.greenwave.server.codec.Json;

/** A message as it is sent: made once, however many it is for. */
public final class Frame {
  private final byte[] bytes;

  Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A message's frame. */
  public static Frame of(WireMessage message) {
    return new Frame(Json.bytes(message));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
