package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.Test;

class RatisSettingsTest {
  private static final RaftProperties SET = RatisSettings.of(Path.of("log"), "127.0.0.1", 1);

  /** An entry or a vote that was answered for and not synced is lost with the power (law L7). */
  @Test
  void whatIsAnsweredForIsSynced() {
    assertThat(RaftServerConfigKeys.Log.unsafeFlushEnabled(SET)).isFalse();
    assertThat(RaftServerConfigKeys.Log.asyncFlushEnabled(SET)).isFalse();
  }
}
