package org.greenwave.proving.cluster;

import java.util.List;

/** Where the processes of a cluster run and how they reach each other. */
public interface Site extends AutoCloseable {
  /** The address that a process listens on, by its name. */
  String address(String process);

  /** The first port of a process; a unit of the field answers on the field's plus its number. */
  int port(String process);

  /** The command that runs a command where the process has its place. */
  List<String> inside(String process, List<String> command);

  /** Takes the site away, once nothing runs on it. */
  @Override
  void close();
}
