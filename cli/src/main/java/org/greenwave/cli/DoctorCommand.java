package org.greenwave.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.UnreachableException;
import org.greenwave.cli.doctor.Archive;
import org.greenwave.cli.doctor.FolderFacts;
import org.greenwave.cli.doctor.Gathered;
import org.greenwave.cli.doctor.MachineFacts;
import org.greenwave.cli.doctor.Secrets;
import org.greenwave.cli.doctor.SystemFacts;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Puts what a support engineer needs into one archive, without secrets. */
@Command(
    name = "doctor",
    description = {
      "Put what a support engineer needs to see into one zip file, secrets removed:",
      "status, roles, history, timings, metrics; with --data also one server's folder."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The folder of a server on this machine: configuration, logs, threads, sizes.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The zip file to write (greenwave-doctor-TIME.zip here).")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (data.isPresent() && !Files.isDirectory(data.get())) {
      throw new BadInputException("There is no folder " + data.get() + "; name a server's folder.");
    }
    ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
    Gathered gathered = new Gathered(new Secrets());
    boolean answered = SystemFacts.gather(connection::open, connection::open, gathered);
    if (!answered && data.isEmpty()) {
      throw new UnreachableException(
          String.join(" ", gathered.missing()) + " On a server's machine, --data FOLDER helps.");
    }
    MachineFacts.gather(now, gathered);
    data.ifPresent(folder -> FolderFacts.gather(folder.toAbsolutePath(), gathered));
    show(written(now, gathered));
    return ExitCode.DONE;
  }

  /** An archive and what is in it. */
  private record Written(Path file, Archive.Contents contents) {}

  private Written written(ZonedDateTime now, Gathered gathered)
      throws IOException, BadInputException {
    String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(now);
    Path file = output.orElse(Path.of("greenwave-doctor-" + time + ".zip"));
    try {
      return new Written(file, Archive.write(file, gathered));
    } catch (FileAlreadyExistsException _) {
      throw new BadInputException(file + " is there already; name another file with --output.");
    }
  }

  private void show(Written written) {
    List<String> lines = written.contents().lines();
    List<String> missing = written.contents().missing();
    if (connection.json) {
      ObjectNode shown = Api.JSON.createObjectNode().put("file", written.file().toString());
      lines.forEach(shown.putArray("contents")::add);
      missing.forEach(shown.putArray("missing")::add);
      connection.show(shown);
      return;
    }
    connection.say(Tone.TITLE, written.file().toString());
    lines.forEach(line -> connection.say("  " + line));
    missing.forEach(sentence -> connection.say(Tone.BAD, "○ " + sentence));
    connection.say("Secrets are removed; look through it all the same before you send it.");
  }
}
