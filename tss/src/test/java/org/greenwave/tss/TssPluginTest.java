package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.greenwave.role.RolePlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are refused with a sentence that says what is wrong. */
class TssPluginTest {
  private final TssPlugin plugin = new TssPlugin();

  @Test
  void isFoundAndItsDefaultsAreSound() {
    assertThat(ServiceLoader.load(RolePlugin.class)).anyMatch(TssPlugin.class::isInstance);
    assertThat(plugin.check(plugin.defaultSettings())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sources":[]}                                                   | ``
          {"sources":[{"id":"f","kind":"ntcip1209","units":[]}]}           | ``
          {"stale":1}                                                      | unknown key "stale"
          {"staleAfterSeconds":0}                                          | whole number from 1
          {"staleAfterSeconds":"x"}                                        | whole number from 1
          {"staleAfterSeconds":600,"noDataAfterSeconds":30}                | must not be less
          [1]                                                              | must be a JSON object
          {"a":                                                            | not JSON
          {"sources":{}}                                                   | must be a list
          {"sources":[7]}                                                  | must be an object
          {"sources":[{"id":"F","kind":"ntcip1209"}]}                      | id must be
          {"sources":[{"id":"f","kind":"telex"}]}                          | kind must be one of
          {"sources":[{"id":"f","kind":"ntcip1209"}]}                      | units must be a list
          {"sources":[{"id":"f","kind":"ntcip1209","units":[],"x":1}]}     | unknown key "x"
          {"sources":[{"id":"f","kind":"ntcip1209","units":[],"version":"3"}]} | version must be
          {FIELD:[{"name":"a","address":"host:1"}]}]} | IP address
          {FIELD:[{"name":"a","address":"1.2.3.4:0"}]}]} | IP address
          {FIELD:[{"name":"a","address":"1.2.3.4:99999"}]}]} | IP address
          {FIELD:[{"name":"a","address":"[::1]:161"}]}]} | ``
          {FIELD:[{"address":"1.2.3.4"}]}]} | printable text
          {FIELD:[{"name":"a","address":"1.2.3.4","lat":91}]}]} | lat must be
          {FIELD:[{"name":"a","address":"1.2.3.4"},{"name":"a","address":"1.2.3.5"}]}]} | named a
          {FIELD:[{"name":"a","address":"1.2.3.4"},{"name":"b","address":"1.2.3.4:161"}]}]} | other
          {FIELD:[]},{"id":"f","kind":"ntcip1209","units":[]}]} | two sources
          """)
  void checksSettings(String written, String problem) {
    // FIELD: stands for a field source's units, to keep the table readable.
    String settings =
        written.startsWith("{FIELD:")
            ? "{\"sources\":[{\"id\":\"f\",\"kind\":\"ntcip1209\",\"units\":"
                + written.substring("{FIELD:".length())
            : written;
    if (problem.isEmpty()) {
      assertThat(plugin.check(settings)).isEmpty();
    } else {
      assertThat(plugin.check(settings)).anyMatch(sentence -> sentence.contains(problem));
    }
  }

  @Test
  void refusesWhatIsTooDeepOrHasAKeyTwice() {
    assertThat(plugin.check("[".repeat(100_000))).isNotEmpty();
    assertThat(plugin.check("{\"sources\":[],\"sources\":[]}")).isNotEmpty();
  }
}
