package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedReaderTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int PIECE = 16_384;
  private static final int SHARED = (int) (Intake.LIMIT_BYTES / MEGABYTE);

  private final Intake intake = new Intake();
  private final List<Intake.Share> shares = new ArrayList<>();

  /** A client that sends as much as is taken, in pieces of a size. */
  private BoundedReader client(int pieceBytes) {
    Intake.Share share = intake.share();
    shares.add(share);
    DataReader connection = new DataReader(() -> new byte[pieceBytes]);
    return new BoundedReader(new PacedSource(connection, () -> false), share);
  }

  @Test
  void chunksThatWaitOnAllConnectionsTogetherHaveALimit() {
    for (int taken = 0; taken < SHARED; taken++) {
      client(PIECE).readBuffer(MEGABYTE - PIECE);
    }

    assertThatThrownBy(() -> client(PIECE).readBuffer(MEGABYTE))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("Too much is being sent to this server at once;");
    assertThat(client(PIECE).readBuffer(PIECE).available()).isEqualTo(PIECE);
  }

  @Test
  void whatIsTakenUpOrHungUpMakesRoom() {
    for (int taken = 0; taken < 4 * SHARED; taken++) {
      client(PIECE).readBuffer(MEGABYTE - PIECE);
      shares.getLast().close();
    }
    BoundedReader patient = client(PIECE);
    for (int taken = 0; taken < 4 * SHARED; taken++) {
      assertThat(patient.readBuffer(MEGABYTE).available()).isEqualTo(MEGABYTE);
    }
  }

  @Test
  void aChunkThatIsNotTakenUpCountsThoughItIsRead() {
    for (int taken = 0; taken < SHARED; taken++) {
      client(PIECE).readBuffer(MEGABYTE);
    }
    assertThatThrownBy(() -> client(PIECE).readBuffer(MEGABYTE))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void aChunkInTinyPiecesIsRefusedBeforeTheyFillTheMemory() {
    assertThatThrownBy(() -> client(1).readBuffer(MEGABYTE))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("A chunk of the body comes in too many small pieces;");
  }

  @Test
  void aChunkOfMoreThanAMegabyteIsRefused() {
    assertThatThrownBy(() -> client(PIECE).readBuffer(2 * MEGABYTE))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("A chunk of the body is larger than 1 MB;");
  }
}
