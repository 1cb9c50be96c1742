package org.greenwave.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @TempDir Path folder;

  @Test
  void flagsGoBeforeTheFileAndTheFileBeforeDefaults() throws Exception {
    Path file = file("name=beta\n# a comment\n\nport=9000\n");

    Configuration configuration =
        Configuration.of(List.of("--config", file.toString(), "--port", "9100"));

    assertThat(configuration.name()).isEqualTo("beta");
    assertThat(configuration.endpoints().api()).isEqualTo(9100);
    assertThat(configuration.endpoints().deathWatch()).isEqualTo(9103);
    assertThat(configuration.endpoints().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void whatWasGivenIsToldWithoutTheToken() throws Exception {
    Path file = file("name=beta\ntoken=5d41402abc\nlog-format=json\nlog-file=/var/log/beta.log\n");
    Configuration configuration = Configuration.of(List.of("--config", file.toString()));
    assertThat(configuration.given())
        .containsExactly("name=beta", "log-format=json", "log-file=/var/log/beta.log");
    assertThat(configuration.log())
        .isEqualTo(new LogSettings(true, Optional.of(Path.of("/var/log/beta.log")), 100_000_000));
  }

  @Test
  void publicAddressesAreReadAsBrowsersTellThem() throws Exception {
    Path file =
        file("name=beta\npublic-address=https://Traffic.example.org:443/, http://10.0.0.9\n");
    assertThat(Configuration.of(List.of("--config", file.toString())).publicAddresses())
        .containsExactly(
            new PublicAddress("https", "traffic.example.org", 443),
            new PublicAddress("http", "10.0.0.9", 80));
    assertThat(Configuration.of(List.of("--config", file.toString())).console())
        .isEqualTo("https://traffic.example.org");
    assertThat(Configuration.of(List.of("--name", "beta")).console())
        .isEqualTo("https://127.0.0.1:8810");
    assertThat(new PublicAddress("https", "[::1]", 8443).text()).isEqualTo("https://[::1]:8443");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("greenwave.conf"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "--nam alpha, There is no configuration key",
    "--name Alpha, small letters",
    "--name alpha --port 70000, is a number from 1",
    "--name alpha --port many, is a number from 1",
    "--name alpha --kind leader, witness or expansion",
    "--name alpha --database sqlite, 'auto, embedded or none'",
    "--name alpha --log-format xml, text or json",
    "--name alpha --log-megabytes 0, is a number from 1",
    "--name alpha --export-folder /tmp/exports, give export-passphrase-file",
    "--name alpha --export-hours 0, is a number from 1",
    "--name alpha --export-keep none, is a number from 1",
    "--name alpha --public-address traffic.example.org, such as https://traffic.example.org or",
    "--name alpha --public-address https://a.example/console, and nothing after that",
    "--name alpha --public-address https://a.example:0, is none",
    "'--name alpha --public-address https://a.example,ftp://b.example', '\"ftp://b.example\" is'",
    "--name, is not a flag with a value",
    "--config /nowhere/at/all, cannot be read",
  })
  void whatIsNotSoundIsRefusedWithASentence(String flags, String sentence) {
    assertThatThrownBy(() -> Configuration.of(List.of(flags.split(" "))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void anUnknownKeyInTheFileIsRefused() throws Exception {
    Path file = file("name=beta\nprot=9000\n");

    assertThatThrownBy(() -> Configuration.of(List.of("--config", file.toString())))
        .hasMessageContaining("\"prot\"");
  }
}
