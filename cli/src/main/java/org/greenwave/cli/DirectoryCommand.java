package org.greenwave.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The Directory as a whole: exported from a running system; the rest works without one. */
@Command(
    name = "directory",
    description = "Export the Directory, look into an export, or come back after a loss.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class DirectoryCommand {
  @Command(
      name = "export",
      description = "Write the whole Directory, secrets included, into an encrypted file.")
  int export(
      @Mixin Connection connection,
      @Mixin PassphraseSource passphrase,
      @Parameters(paramLabel = "FILE", description = "The file; it must not be there yet.")
          Path file)
      throws ApiException, IOException, BadInputException {
    if (Files.exists(file)) {
      throw new BadInputException(file + " is there already; name another file.");
    }
    ObjectNode body = Api.JSON.createObjectNode().put("passphrase", passphrase.chosen());
    try (Api api = connection.open()) {
      Reply reply = api.send(Request.post("/api/v1/directory/export", body).asRepeatable());
      byte[] sealed = Base64.getDecoder().decode(Fields.text(reply.body(), "export"));
      write(file, sealed);
      long version = reply.body().path("version").asLong();
      if (connection.json) {
        connection.show(
            Api.JSON
                .createObjectNode()
                .put("file", file.toString())
                .put("bytes", sealed.length)
                .put("version", version));
      } else {
        connection.say(
            Tone.GOOD,
            "● Version %d of the Directory is in %s (%d bytes)."
                .formatted(version, file, sealed.length));
        connection.say("  Nobody can read it without the passphrase; keep the two apart.");
      }
      return ExitCode.DONE;
    }
  }

  /** All of it or nothing, readable by its owner only. */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    try (FileChannel out =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
