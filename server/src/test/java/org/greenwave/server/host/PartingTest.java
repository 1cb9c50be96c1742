package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.database.HandOver;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A role on its way from alpha to beta, on a real database. */
class PartingTest {
  private static final Grant HELD =
      new Grant(
          "tss",
          "alpha",
          "1-a",
          1,
          1,
          Instant.EPOCH,
          new GrantReason.FirstUsable("alpha", List.of()));
  private static final Grant PENDING =
      new Grant(
          "tss",
          "beta",
          "1-b",
          2,
          1,
          Instant.EPOCH,
          new GrantReason.AskedFor("alpha", "beta", "ann"));

  private final List<String> told = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private RoleDatabase alpha;
  private RoleDatabase beta;
  private Parting parting;
  private RoleStore store;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
    alpha = open("alpha");
    beta = open("beta");
    var _ = alpha.fences().raise(1, Duration.ofSeconds(5));
    parting = new Parting(alpha);
    store =
        new FencingStore(
            alpha.store(),
            parting,
            new FencingStore.Witness((_, held) -> told.add("refused, " + held), () -> {}),
            () -> false);
  }

  @AfterEach
  void stop() throws Exception {
    alpha.close();
    beta.close();
    postgres.close();
  }

  private RoleDatabase open(String server) {
    return OneServer.database(postgres, server, "tss");
  }

  private static RoleStore.Work<Boolean> work() {
    return connection -> connection.createStatement().execute("select 1");
  }

  @Test
  void theLastWriteHandsTheRoleOver() throws Exception {
    parting.begin(HELD, PENDING, () -> told.add("handed over"));
    assertThat(store.write(1, work())).isTrue();
    assertThat(told).isEmpty();
    assertThat(store.writeLast(1, work())).isTrue();
    assertThat(told).containsExactly("handed over");
    assertThat(parting.end()).isTrue();
    assertThat(beta.store().write(2, work())).isTrue();
    assertThatThrownBy(() -> store.write(1, work())).isInstanceOf(FencedException.class);
    assertThat(told).containsExactly("handed over", "refused, 2");
  }

  @Test
  void aLastWriteThatFailsHandsNothingOver() throws Exception {
    parting.begin(HELD, PENDING, () -> told.add("handed over"));
    assertThatThrownBy(() -> store.writeLast(1, c -> c.createStatement().execute("nonsense")))
        .isInstanceOf(SQLException.class);
    assertThat(parting.end()).isFalse();
    assertThat(told).isEmpty();
    assertThat(store.write(1, work())).isTrue();
  }

  /**
   * Somebody else writes for the role at that moment: the last write is not kept from its place.
   */
  @Test
  void whileOthersWriteTheLastWriteIsWrittenAndHandsNothingOver() throws Exception {
    parting.begin(HELD, PENDING, () -> told.add("handed over"));
    store.write(
        1,
        _ -> {
          try {
            return store.writeLast(1, work());
          } catch (FencedException e) {
            throw new SQLException(e);
          }
        });
    assertThat(parting.end()).isFalse();
    assertThat(told).isEmpty();
    assertThat(alpha.fences().handOver(1, 2, "beta", Duration.ofSeconds(1)))
        .isInstanceOf(HandOver.HandedOver.class);
  }

  @Test
  void aWriteUnderAnotherFenceHandsNothingOver() throws Exception {
    var _ = alpha.fences().raise(3, Duration.ofSeconds(5));
    parting.begin(HELD, PENDING, () -> told.add("handed over"));
    assertThat(store.writeLast(3, work())).isTrue();
    assertThat(parting.end()).isFalse();
    assertThat(alpha.store().write(3, work())).isTrue();
  }

  @Test
  void withoutAMoveALastWriteIsLikeAnyOther() throws Exception {
    assertThat(store.writeLast(1, work())).isTrue();
    assertThat(store.write(1, work())).isTrue();
    assertThat(parting.end()).isFalse();
  }
}
