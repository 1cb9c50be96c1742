package org.greenwave.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.greenwave.directory.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
  private static final String PASSPHRASE = "every sensor counts twice";
  private static final String CANNOT = "The passphrase is not the one of this export, or the file";

  @TempDir Path folder;

  private static Export export(AuthorityFile... files) {
    return new Export(Instant.EPOCH, "0.1.0", "alpha", Directory.empty(), List.of(files));
  }

  private static byte[] sealed() throws Exception {
    return Exports.seal(export(), PASSPHRASE);
  }

  @Test
  void whatWasSealedIsOpenedByItsPassphraseAlone() throws Exception {
    assertThat(Exports.open(sealed(), PASSPHRASE)).isEqualTo(export());
    assertThatThrownBy(() -> Exports.open(sealed(), PASSPHRASE + "!"))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(CANNOT);
    assertThat(sealed()).isNotEqualTo(sealed());
  }

  /** Each bit of the header is one that somebody might have changed, and some of the rest. */
  @Test
  void whatWasAlteredIsRefused() throws Exception {
    byte[] sound = sealed();
    for (int at = 8; at < sound.length; at += at < 46 ? 1 : 97) {
      byte[] altered = sound.clone();
      altered[at] ^= 1;
      assertThatThrownBy(() -> Exports.open(altered, PASSPHRASE))
          .as("byte " + at)
          .isInstanceOf(ExportException.class);
    }
  }

  @Test
  void whatIsNotWholeIsRefused() throws Exception {
    byte[] sound = sealed();
    for (int length : new int[] {0, 3, 8, 9, 20, 45, 46, 47, 61, 62, sound.length - 1}) {
      assertThatThrownBy(() -> Exports.open(Arrays.copyOf(sound, length), PASSPHRASE))
          .as("the first %d bytes", length)
          .isInstanceOf(ExportException.class);
    }
    byte[] longer = Arrays.copyOf(sound, sound.length + 1);
    assertThatThrownBy(() -> Exports.open(longer, PASSPHRASE)).hasMessageContaining(CANNOT);
    assertThatThrownBy(() -> Exports.open("key=value".getBytes(StandardCharsets.UTF_8), "x"))
        .hasMessage("This is no export of a Directory.");
  }

  @Test
  void aNewerFormatIsNamed() throws Exception {
    byte[] newer = sealed();
    newer[9] = 2;
    assertThatThrownBy(() -> Exports.open(newer, PASSPHRASE))
        .hasMessageContaining("The export has format 2, and this version reads none above 1");
  }

  /** A hostile header must not take the reader's memory or time. */
  @Test
  void aKeyThatIsTooDearIsNotMade() throws Exception {
    for (int at : new int[] {10, 11, 14, 15}) {
      byte[] dear = sealed();
      dear[at] = 0x7f;
      assertThatThrownBy(() -> Exports.open(dear, PASSPHRASE)).hasMessageContaining(CANNOT);
    }
  }

  @Test
  void contentOfANewerVersionIsNamed() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(
          "{\"release\":\"0.9.0\",\"directory\":{\"roles\":7}}".getBytes(StandardCharsets.UTF_8));
    }
    byte[] sealed = SealedFile.seal(zipped.toByteArray(), PASSPHRASE);
    assertThatThrownBy(() -> Exports.open(sealed, PASSPHRASE))
        .hasMessageContaining("was made by version 0.9.0, and this one cannot read it");
  }

  @Test
  void authorityFilesComeBackWithTheirModesAndNowhereElse() throws Exception {
    Path from = Files.createDirectories(folder.resolve("from/trust"));
    Path key = Files.writeString(from.resolve("system-authority.key"), "key");
    Files.writeString(from.resolve("server.pem"), "of this server only");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    Files.createSymbolicLink(from.resolve("directory-authority.key"), Path.of("/etc/passwd"));
    List<AuthorityFile> files = AuthorityFile.below(folder.resolve("from"));
    assertThat(files).hasSize(1);
    Path to = Files.createDirectory(folder.resolve("to"));
    files.getFirst().writeBelow(to);
    Path back = to.resolve("trust/system-authority.key");
    assertThat(back).hasContent("key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back)))
        .isEqualTo("r--------");
    String content = Base64.getEncoder().encodeToString(new byte[] {1});
    for (String path : List.of("../evil", "trust/../../evil", "/etc/evil", "trust", "other/x")) {
      assertThatThrownBy(() -> new AuthorityFile(path, "rw-------", content).writeBelow(to))
          .as(path)
          .isInstanceOf(ExportException.class);
    }
  }

  @Test
  void aPassphraseIsTheFirstLineOfItsFile() throws Exception {
    Path file = Files.writeString(folder.resolve("p"), PASSPHRASE + "\nmore\n");
    assertThat(Exports.passphrase(file)).isEqualTo(PASSPHRASE);
    Files.writeString(file, "short\n");
    assertThatThrownBy(() -> Exports.passphrase(file)).hasMessageContaining("12 to 200 characters");
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> Exports.passphrase(file)).hasMessageContaining("no passphrase in");
  }

  @Test
  void aFileIsWrittenWholeAndForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("x.gwexport");
    Exports.write(file, sealed());
    assertThat(Exports.read(file, PASSPHRASE)).isEqualTo(export());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("x.gwexport.partial")).doesNotExist();
  }
}
