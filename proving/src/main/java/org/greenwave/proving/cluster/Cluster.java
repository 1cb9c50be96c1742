package org.greenwave.proving.cluster;

import java.io.IOException;
import java.util.List;

/** Three servers, a role database and a field, each a process of its own. */
public interface Cluster extends AutoCloseable {
  /** The role that the trials watch. */
  String ROLE = "tss";

  /** The names of the servers, the one that founded the system first. */
  List<String> servers();

  /** A server's API. */
  Api api(String server);

  /** A server's process. */
  ProcessHandle process(String server);

  /** The database's first process; the others are its descendants. */
  ProcessHandle databaseProcess();

  /** Starts a server that is gone, with the data that it has. */
  void start(String server) throws IOException;

  /** Starts the database that is gone, with the data that it has. */
  void startDatabase() throws IOException;

  /** The role database as an administrator sees it. */
  RoleDatabase database();

  /** Ends everything, and leaves nothing behind. */
  @Override
  void close();
}
