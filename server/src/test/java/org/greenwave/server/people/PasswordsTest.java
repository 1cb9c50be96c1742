package org.greenwave.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;

/** Passwords are kept as hashes that anybody's Argon2 can check. */
class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void theRightPasswordMatchesAndNoOther() {
    Hidden hash = passwords.hash("correct horse battery");
    assertThat(hash.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hash.value()).isNotEqualTo(passwords.hash("correct horse battery").value());
    assertThat(hash.toString()).doesNotContain("argon2");
    assertThat(passwords.matches("correct horse battery", Optional.of(hash))).isTrue();
    assertThat(passwords.matches("correct horse batterx", Optional.of(hash))).isFalse();
    assertThat(passwords.matches("correct horse battery", Optional.empty())).isFalse();
  }

  /** Made by the reference implementation's command: argon2 somesaltsomesalt -id -k 19456 -t 2. */
  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    Hidden reference =
        new Hidden(
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA"
                + "$ss/5++Il0ARJxHcAyQ+YYa6S7oibyLaO204bBrrwQlo");
    assertThat(passwords.matches("pässword of umlauts", Optional.of(reference))).isTrue();
  }

  @Test
  void aNewPasswordHasTwelveToTwoHundredCharacters() {
    assertThat(Passwords.problem("elevenchars")).isPresent();
    assertThat(Passwords.problem("twelve chars")).isEmpty();
    assertThat(Passwords.problem("x".repeat(200))).isEmpty();
    assertThat(Passwords.problem("x".repeat(201))).isPresent();
  }
}
