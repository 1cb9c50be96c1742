package org.greenwave.server.log;

import java.util.List;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;

/**
 * A Directory server as the consensus engine knows it. Its id holds the folder that its server was
 * begun with: a server that has lost its disk has also lost its votes, so it must come back as
 * another voter, never as the one that it was.
 */
public final class Voter {
  private static final String OF_FOLDER = "@";

  private Voter() {}

  /** The id of a server as a voter. */
  public static String id(Server server) {
    return id(server.name(), server.folderId());
  }

  static String id(String name, String folderId) {
    return folderId.isEmpty() ? name : name + OF_FOLDER + folderId;
  }

  /** The name of the server with this id. */
  static String server(RaftPeerId id) {
    return List.of(id.toString().split(OF_FOLDER, 2)).getFirst();
  }

  static RaftPeer peer(Server server) {
    Endpoints at = server.endpoints();
    return RaftPeer.newBuilder()
        .setId(id(server))
        .setAddress(at.host() + ":" + at.consensus())
        .build();
  }
}
