package org.greenwave.server.log;

import java.math.BigInteger;
import java.util.Arrays;
import org.greenwave.directory.Levels;
import org.greenwave.server.codec.Json;
import tools.jackson.core.JacksonException;

/**
 * How entries stand in the log: as JSON, and from level 2 on barriers in a few bytes. A leader
 * proposes up to fifty barriers a second, day and night; nearly all of the log is made of them.
 */
final class EntryForm {
  /** The first level at which barriers are short. */
  static final int SHORT_BARRIERS = 2;

  /** Begins a short barrier; JSON never begins so. */
  private static final byte BARRIER = 1;

  private EntryForm() {}

  /** A command as it is written at a level. */
  static byte[] written(LogCommand command, int level) {
    if (level >= SHORT_BARRIERS && command instanceof LogCommand.Barrier(long longest)) {
      byte[] number = BigInteger.valueOf(longest).toByteArray();
      byte[] entry = new byte[1 + number.length];
      entry[0] = BARRIER;
      System.arraycopy(number, 0, entry, 1, number.length);
      return entry;
    }
    return Json.bytes(command);
  }

  /**
   * A command as it was written.
   *
   * @param spoken what this build speaks; what belongs to a higher level it does not know
   */
  static LogCommand read(byte[] entry, Levels spoken) {
    if (entry.length > 0 && entry[0] == BARRIER) {
      return barrier(entry, spoken);
    }
    try {
      return Json.read(entry, LogCommand.class);
    } catch (JacksonException unknown) {
      throw new UnreadableEntryException(unknown);
    }
  }

  private static LogCommand barrier(byte[] entry, Levels spoken) {
    boolean sound = entry.length > 1 && entry.length <= 1 + Long.BYTES;
    if (spoken.newest() < SHORT_BARRIERS || !sound) {
      throw new UnreadableEntryException(null);
    }
    return new LogCommand.Barrier(
        new BigInteger(Arrays.copyOfRange(entry, 1, entry.length)).longValueExact());
  }
}
