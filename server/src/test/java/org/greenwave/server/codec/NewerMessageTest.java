package org.greenwave.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Reserves;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.server.wire.WireMessage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** What servers of newer versions say. */
class NewerMessageTest {
  private static WireMessage read(String json) {
    return Json.message(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKindOfMessageThatIsNotKnownIsPassedOver() {
    assertThat(read("{\"@type\":\"Weather\",\"rain\":[1,2]}")).isEqualTo(new WireMessage.Unknown());
  }

  @Test
  void fieldsThatAreNotKnownArePassedOver() {
    WireMessage read =
        read("{\"@type\":\"HandedOver\",\"role\":\"tss\",\"fence\":7,\"mood\":{\"good\":true}}");
    assertThat(read).isEqualTo(new WireMessage.HandedOver("tss", 7));
  }

  @Test
  void aRoleInAStateThatIsNotKnownIsNotReadyAndTheOthersAre() {
    WireMessage.BeatSent read =
        (WireMessage.BeatSent)
            read(
                """
                {"@type":"BeatSent","version":3,"beat":{"server":"beta","incarnation":"1",
                "sequence":1,"latenessMillis":0,"release":"0.2.0","roleTypes":{},"gone":{},
                "roles":{
                  "tss":{"state":"WARM","fence":0,"databaseWritable":true,"fenceFound":0,
                    "sentence":"Ready."},
                  "lpr":{"state":"DREAMING","fence":0,"databaseWritable":true,"fenceFound":0,
                    "sentence":"Dreams."}}}}
                """);
    assertThat(read.complete()).isTrue();
    assertThat(read.beat().roles()).containsOnlyKeys("tss");
    assertThat(read.beat().roles().values()).extracting(RoleReport::sealedVersion).containsOnly(0L);
  }

  /** One minor version older, a server does not tell; one newer tells more than is known here. */
  @Test
  void whatAServerHasLeftIsUnknownUnlessItSaysSo() {
    String beat =
        """
        {"@type":"BeatSent","version":3,"beat":{"server":"beta","incarnation":"1","sequence":1,
        "latenessMillis":0,"release":"0.2.0","roleTypes":{},"gone":{},"roles":{}%s}}
        """;
    assertThat(reserves(beat.formatted(""))).isEqualTo(Reserves.UNKNOWN);
    assertThat(reserves(beat.formatted(",\"reserves\":null"))).isEqualTo(Reserves.UNKNOWN);
    assertThat(reserves(beat.formatted(",\"reserves\":{\"dataFreePercent\":7,\"fuel\":3}")))
        .isEqualTo(new Reserves(Optional.of(7), Optional.empty()));
    assertThat(beat(beat.formatted("")).leaving()).isFalse();
    assertThat(beat(beat.formatted(",\"leaving\":true")).leaving()).isTrue();
  }

  private static Reserves reserves(String json) {
    return beat(json).reserves();
  }

  private static Beat beat(String json) {
    return ((WireMessage.BeatSent) read(json)).beat();
  }

  @Test
  void aChangeThatIsNotKnownIsToldFromNonsense() {
    String published =
        "{\"@type\":\"Published\",\"version\":3,\"stamp\":{\"at\":\"2026-01-01T00:00:00Z\","
            + "\"term\":1},\"change\":{\"@type\":\"MoonMoved\"}}";
    assertThatThrownBy(() -> read(published)).isInstanceOf(InvalidTypeIdException.class);
  }
}
