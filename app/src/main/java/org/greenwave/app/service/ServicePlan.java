package org.greenwave.app.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.config.ExportSettings;

/** What a service would be, from a configuration file and from where Greenwave lies. */
final class ServicePlan {
  private static final List<Path> HOMES = List.of(Path.of("/home"), Path.of("/root"));

  private ServicePlan() {}

  /**
   * The unit of a configuration file.
   *
   * @param folder the folder of Greenwave, which has the launcher
   * @throws ServiceException when the configuration will not do for a service
   */
  static UnitFile of(Path folder, Path configuration) throws ServiceException {
    Path file = configuration.toAbsolutePath().normalize();
    try {
      Configuration read = Configuration.of(List.of("--config", file.toString()));
      Path data = whole("data", read.data(), file);
      List<Path> writable = new ArrayList<>();
      List<Path> secrets = new ArrayList<>();
      if (read.log().file().isPresent()) {
        Path log = whole("log-file", read.log().file().get(), file);
        writable.add(log.resolveSibling("").normalize());
      }
      if (read.exports().isPresent()) {
        ExportSettings exports = read.exports().get();
        writable.add(whole("export-folder", exports.folder(), file));
        secrets.add(whole("export-passphrase-file", exports.passphraseFile(), file));
      }
      return new UnitFile(folder.resolve("greenwave"), file, data, writable, secrets);
    } catch (ConfigurationException refused) {
      throw new ServiceException(String.valueOf(refused.getMessage()));
    }
  }

  private static Path whole(String key, Path path, Path file) throws ServiceException {
    if (!path.isAbsolute()) {
      throw new ServiceException(
          "Give %s as a whole path in %s, as %s=/var/lib/greenwave; a service has no folder of"
                  .formatted(key, file, key)
              + " its own to begin from.");
    }
    return path.normalize();
  }

  /** Demands that the folders which the account is to own hold nothing else. */
  static void demandOwn(UnitFile unit) throws IOException, ServiceException {
    if (holdsOthers(unit.data()) && Files.notExists(unit.data().resolve("lock"))) {
      throw new ServiceException(
          "%s holds something else than a server's files; give data a folder of its own."
              .formatted(unit.data()));
    }
    for (Path folder : unit.writable()) {
      boolean own = folder.startsWith(unit.data()) || !holdsOthers(folder);
      if (!own && !Files.getOwner(folder).getName().equals(UnitFile.USER)) {
        throw new ServiceException(
            ("%s belongs to %s; give log-file a folder of its own, as /var/log/greenwave/alpha.log,"
                    + " and export-folder as well.")
                .formatted(folder, Files.getOwner(folder).getName()));
      }
    }
  }

  private static boolean holdsOthers(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isPresent();
    }
  }

  /** Demands that another account can run what the unit names. */
  static void demandReadable(UnitFile unit) throws IOException, ServiceException {
    Path launcher = unit.launcher().toRealPath();
    for (Path home : HOMES) {
      if (launcher.startsWith(home)) {
        throw new ServiceException(
            "A service cannot see %s; move Greenwave to a folder such as /opt/greenwave."
                .formatted(home));
      }
    }
    demand(launcher, PosixFilePermission.OTHERS_READ);
    List<Path> files = new ArrayList<>(List.of(launcher, unit.configuration().toRealPath()));
    for (Path secret : unit.secrets()) {
      files.add(secret.toRealPath());
    }
    for (Path file : files) {
      for (Path above = file.getParent(); above != null; above = above.getParent()) {
        demand(above, PosixFilePermission.OTHERS_EXECUTE);
      }
    }
  }

  private static void demand(Path path, PosixFilePermission permission)
      throws IOException, ServiceException {
    if (!Files.getPosixFilePermissions(path).contains(permission)) {
      throw new ServiceException(
          "The account %s could not read %s; let others through (chmod o+rx), or move it."
              .formatted(UnitFile.USER, path));
    }
  }
}
