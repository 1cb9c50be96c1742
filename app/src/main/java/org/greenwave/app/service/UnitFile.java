package org.greenwave.app.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The unit file that makes systemd keep a server running.
 *
 * @param launcher the {@code greenwave} script
 * @param configuration the server's configuration file
 * @param data the server's folder
 * @param writable what else the server may write to
 * @param secrets what else it has to read, and others must not
 */
record UnitFile(
    Path launcher, Path configuration, Path data, List<Path> writable, List<Path> secrets) {
  /** The account that the server runs as. */
  static final String USER = "greenwave";

  UnitFile {
    writable = List.copyOf(writable);
    secrets = List.copyOf(secrets);
  }

  /** The whole file. */
  String text() {
    return """
    # Written by 'greenwave service install'; written anew when that is called again.
    [Unit]
    Description=Greenwave traffic sensor management
    Wants=network-online.target
    # Takes effect where a service of the machine waits for its clock, as systemd-time-wait-sync.
    After=network-online.target time-sync.target
    StartLimitIntervalSec=0

    [Service]
    Type=exec
    User=%1$s
    Group=%1$s
    # What is built is run as it is: this account cannot build, and a start must not wait for that.
    Environment=GREENWAVE_AS_BUILT=1
    WorkingDirectory=%2$s
    ExecStart=%3$s server --config %4$s
    # Servers end themselves when a law is broken or a role hangs (exit codes 70, 71, 3).
    Restart=always
    RestartPreventExitStatus=72
    RestartSec=1
    SuccessExitStatus=143
    # The server itself stops its roles and its database in order.
    KillMode=mixed
    TimeoutStopSec=30
    LimitNOFILE=65536
    # Beats ask for real-time priority (key realtime); without this they do not get it.
    LimitRTPRIO=10
    UMask=0027
    NoNewPrivileges=true
    ProtectSystem=strict
    ProtectHome=true
    ReadWritePaths=%5$s
    PrivateTmp=true
    PrivateDevices=true
    ProtectKernelTunables=true
    ProtectKernelModules=true
    ProtectControlGroups=true
    RestrictSUIDSGID=true
    LockPersonality=true
    RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(USER, escaped(data), inCommand(launcher), inCommand(configuration), paths());
  }

  /** In a command, systemd puts variables in. */
  private static String inCommand(Path path) {
    return quoted(path).replace("$", "$$");
  }

  private String paths() {
    String more = writable.stream().map(path -> " " + quoted(path)).collect(Collectors.joining());
    return quoted(data) + more;
  }

  /** A word of several; systemd takes percent signs for specifiers. */
  private static String quoted(Path path) {
    return "\"" + escaped(path).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String escaped(Path path) {
    return path.toString().replace("%", "%%");
  }
}
