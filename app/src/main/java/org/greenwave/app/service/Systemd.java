package org.greenwave.app.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** This machine's service manager and accounts, changed by the machine's own commands. */
final class Systemd {
  private static final Path RUNS = Path.of("/run/systemd/system");
  private static final Path UNIT = Path.of("/etc/systemd/system/greenwave.service");
  private static final String SERVICE = "greenwave.service";

  private final Consumer<String> told;

  /** Tells of each thing that it does. */
  Systemd(Consumer<String> told) {
    this.told = told;
  }

  /** Demands systemd and root. */
  void demand() throws ServiceException, IOException {
    if (!Files.isDirectory(RUNS)) {
      throw new ServiceException(
          "systemd does not run on this machine; let what starts services here run 'greenwave"
              + " server --config FILE' (--dry-run shows what systemd would be told).");
    }
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      throw new ServiceException("Only root can do that; call it with sudo.");
    }
  }

  /** Installs a unit and starts it. */
  void install(UnitFile unit) throws ServiceException, IOException {
    account(unit);
    List<Path> folders = new ArrayList<>(List.of(unit.data()));
    folders.addAll(unit.writable());
    for (Path folder : folders) {
      Files.createDirectories(folder);
    }
    run("chown", "-R", UnitFile.USER + ":" + UnitFile.USER, unit.data().toString());
    for (Path folder : unit.writable()) {
      run("chown", UnitFile.USER + ":" + UnitFile.USER, folder.toString());
    }
    List<Path> shown = new ArrayList<>(List.of(unit.configuration()));
    shown.addAll(unit.secrets());
    for (Path file : shown) {
      run("chgrp", UnitFile.USER, file.toString());
      run("chmod", "640", file.toString());
    }
    Files.writeString(UNIT, unit.text());
    told.accept("wrote " + UNIT);
    run("systemctl", "daemon-reload");
    run("systemctl", "enable", SERVICE);
    run("systemctl", "restart", SERVICE);
  }

  private void account(UnitFile unit) throws ServiceException, IOException {
    if (code("id", "-u", UnitFile.USER) != 0) {
      run(
          "useradd",
          "--system",
          "--user-group",
          "--shell",
          "/usr/sbin/nologin",
          "--home-dir",
          unit.data().toString(),
          UnitFile.USER);
    }
  }

  /** Stops the service and removes its unit; folders and the account stay. */
  void uninstall() throws ServiceException, IOException {
    if (!Files.exists(UNIT)) {
      throw new ServiceException("There is no %s; nothing is installed.".formatted(UNIT));
    }
    run("systemctl", "disable", "--now", SERVICE);
    Files.delete(UNIT);
    told.accept("removed " + UNIT);
    run("systemctl", "daemon-reload");
  }

  private void run(String... command) throws ServiceException, IOException {
    told.accept(String.join(" ", command));
    if (code(command) != 0) {
      throw new ServiceException(
          "'%s' failed; what it said stands above.".formatted(String.join(" ", command)));
    }
  }

  private static int code(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0 && !command[0].equals("id")) {
        System.err.print(said);
      }
      return code;
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", failure);
    }
  }
}
