package org.greenwave.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one embedded PostgreSQL: {@code postgres} (the data, owned by the user that runs
 * it), {@code password} and {@code superuser} (secrets, readable by the owner only), {@code
 * start.log}. The data folder is made beside its place and renamed, so that it is whole or absent.
 */
record PostgresFolder(EmbeddedSettings settings, PostgresBinaries binaries, ProcessUser user) {
  static final String SUPERUSER = "postgres";
  private static final String MAJOR = "18";
  private static final int SECRET_BYTES = 24;
  private static final int MOST_LOG_BYTES = 2_000;

  /** Makes the folder ready to start from, whatever a killed attempt has left there. */
  static PostgresFolder prepare(EmbeddedSettings settings) throws IOException {
    Path folder = settings.folder();
    Files.createDirectories(folder);
    ProcessUser user = ProcessUser.forData(folder.resolve("postgres"));
    if (user.switched()) {
      openForSearch(folder);
    }
    user.checkReach(folder);
    PostgresBinaries binaries = PostgresBinaries.in(settings.cache());
    user.checkReach(binaries.folder());
    PostgresFolder prepared = new PostgresFolder(settings, binaries, user);
    if (!Files.isDirectory(prepared.data())) {
      prepared.initialize();
    }
    prepared.checkMajor();
    prepared.writeAccessRules();
    return prepared;
  }

  Path data() {
    return settings.folder().resolve("postgres");
  }

  Path startLog() {
    return settings.folder().resolve("start.log");
  }

  /** The password of user greenwave: the one asked for, or one made up once. */
  String password() throws IOException {
    if (settings.password().isPresent()) {
      writeSecret("password", settings.password().get());
    }
    return secret("password");
  }

  String superuserPassword() throws IOException {
    return secret("superuser");
  }

  /** The end of what PostgreSQL said last, for an error message. */
  String lastWords() throws IOException {
    List<Path> logs = new ArrayList<>(List.of(startLog()));
    if (Files.isDirectory(data().resolve("log"))) {
      try (Stream<Path> found = Files.list(data().resolve("log"))) {
        found.max(Comparator.comparing(path -> path.toFile().lastModified())).ifPresent(logs::add);
      }
    }
    Optional<String> failure =
        logs.reversed().stream()
            .flatMap(log -> endOf(log).lines())
            .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
            .reduce((earlier, later) -> later);
    return failure.orElseGet(() -> endOf(startLog())).strip();
  }

  private static String endOf(Path log) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int from = Math.max(0, bytes.length - MOST_LOG_BYTES);
      return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** The folder is our own; its parents are not, and are only ever checked. */
  private static void openForSearch(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(folder, permissions);
    }
  }

  private void initialize() throws IOException {
    Path fresh = settings.folder().resolve("postgres.new");
    Path passwordFile = settings.folder().resolve("superuser.new");
    Folders.delete(fresh);
    Files.createDirectory(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    user.own(fresh);
    writeSecret("superuser.new", secret("superuser"));
    user.own(passwordFile);
    String failure = Commands.failureOf(user.command(initdb(fresh, passwordFile)), 300);
    Files.deleteIfExists(passwordFile);
    if (!failure.isEmpty()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL could not make its data folder %s: %s".formatted(fresh, failure));
    }
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> initdb(Path fresh, Path passwordFile) {
    return List.of(
        binaries.program("initdb"),
        "-D",
        fresh.toString(),
        "-U",
        SUPERUSER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "-E",
        "UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--no-instructions");
  }

  private void checkMajor() throws IOException {
    String major = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!major.equals(MAJOR)) {
      throw new EmbeddedPostgresException(
          "The database in %s is of PostgreSQL %s, the programs are of %s; move it by a backup."
              .formatted(data(), major, MAJOR));
    }
  }

  /** Every way in asks for a password; the superuser comes from this machine only. */
  private void writeAccessRules() throws IOException {
    StringBuilder rules = new StringBuilder("# Written anew at each start.\n");
    rules.append("host all all 127.0.0.1/32 scram-sha-256\n");
    rules.append("host all all ::1/128 scram-sha-256\n");
    if (!InetAddress.getByName(settings.listenAddress()).isLoopbackAddress()) {
      rules.append("host greenwave greenwave 0.0.0.0/0 scram-sha-256\n");
      rules.append("host greenwave greenwave ::0/0 scram-sha-256\n");
    }
    Path file = data().resolve("pg_hba.conf");
    if (!holds(file, rules.toString())) {
      replace(file, rules.toString(), user::own);
    }
  }

  private static boolean holds(Path file, String text) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(text);
  }

  /** What is still to be done to a file before it takes its place. */
  private interface Finish {
    void of(Path file) throws IOException;
  }

  /** Readable by the owner only; the old content stays when there is no room for the new one. */
  private static void replace(Path file, String text, Finish finish) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(fresh, text);
      finish.of(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private String secret(String name) throws IOException {
    Path file = settings.folder().resolve(name);
    if (!Files.exists(file)) {
      byte[] random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      writeSecret(name, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  private void writeSecret(String name, String secret) throws IOException {
    Path file = settings.folder().resolve(name);
    if (!holds(file, secret)) {
      replace(file, secret, _ -> {});
    }
  }
}
