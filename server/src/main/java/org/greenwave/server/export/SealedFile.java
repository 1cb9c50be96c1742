package org.greenwave.server.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Bytes sealed with a passphrase: AES-256-GCM under a key by Argon2id. A header tells the format
 * and how the key is made; it is authenticated with the rest.
 *
 * <pre>
 * "GWEXPORT" · format (2 bytes) · memory in KiB (4) · passes (4) · salt (16) · nonce (12) · sealed
 * </pre>
 */
final class SealedFile {
  private static final byte[] MAGIC = "GWEXPORT".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;

  /** Memory as for a login's password, for a server's is small; and several times the passes. */
  private static final int MEMORY_KIB = 19_456;

  private static final int PASSES = 12;

  /** What a file may ask of who reads it. */
  private static final int MOST_MEMORY_KIB = 65_536;

  private static final int MOST_PASSES = 100;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int HEADER_BYTES =
      MAGIC.length + Short.BYTES + 2 * Integer.BYTES + SALT_BYTES + NONCE_BYTES;
  private static final SecureRandom CHANCE = new SecureRandom();

  private SealedFile() {}

  static byte[] seal(byte[] plain, String passphrase) {
    byte[] salt = chance(SALT_BYTES);
    byte[] nonce = chance(NONCE_BYTES);
    byte[] header =
        ByteBuffer.allocate(HEADER_BYTES)
            .put(MAGIC)
            .putShort((short) FORMAT)
            .putInt(MEMORY_KIB)
            .putInt(PASSES)
            .put(salt)
            .put(nonce)
            .array();
    try {
      byte[] key = key(passphrase, salt, MEMORY_KIB, PASSES);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(plain);
      return ByteBuffer.allocate(HEADER_BYTES + sealed.length).put(header).put(sealed).array();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has AES-GCM", missing);
    }
  }

  static byte[] open(byte[] file, String passphrase) throws ExportException {
    byte[] magic = Arrays.copyOf(file, MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new ExportException("This is no export of a Directory.");
    }
    if (file.length < HEADER_BYTES) {
      throw altered();
    }
    byte[] header = Arrays.copyOf(file, HEADER_BYTES);
    ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
    int format = Short.toUnsignedInt(in.getShort());
    if (format > FORMAT) {
      throw new ExportException(
          ("The export has format %d, and this version reads none above %d; read it with the"
                  + " version that made it, or a newer one.")
              .formatted(format, FORMAT));
    }
    int memoryKib = in.getInt();
    int passes = in.getInt();
    boolean sane =
        format > 0
            && memoryKib >= 8
            && memoryKib <= MOST_MEMORY_KIB
            && passes > 0
            && passes <= MOST_PASSES;
    if (!sane) {
      throw altered();
    }
    byte[] salt = new byte[SALT_BYTES];
    in.get(salt);
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    try {
      byte[] key = key(passphrase, salt, memoryKib, passes);
      return cipher(Cipher.DECRYPT_MODE, key, nonce, header)
          .doFinal(file, HEADER_BYTES, file.length - HEADER_BYTES);
    } catch (AEADBadTagException wrong) {
      throw altered();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has AES-GCM", missing);
    }
  }

  /** Which of the two, nobody can tell. */
  private static ExportException altered() {
    return new ExportException(
        "The passphrase is not the one of this export, or the file was altered or is not whole; try"
            + " the passphrase again, then another copy of the file.");
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header);
    return cipher;
  }

  private static byte[] key(String passphrase, byte[] salt, int memoryKib, int passes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] key = new byte[KEY_BYTES];
    generator.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
    return key;
  }

  private static byte[] chance(int bytes) {
    byte[] chance = new byte[bytes];
    CHANCE.nextBytes(chance);
    return chance;
  }
}
