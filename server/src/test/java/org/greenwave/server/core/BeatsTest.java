package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BeatsTest {
  @Test
  void whatWasToldStaysWhatItWasSoThatAnEndIsNews() {
    Map<String, String> gone = new HashMap<>();
    Beats.News told = new Beats.News(Map.of(), gone);
    gone.put("alpha", "1-9f86d081");
    assertThat(new Beats.News(Map.of(), gone)).isNotEqualTo(told);
    assertThat(told.gone()).isEmpty();
  }
}
