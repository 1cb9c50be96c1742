package org.greenwave.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands everything that was typed to a program, which reads its own flags. */
@Command
final class ProgramCommand implements Callable<Integer> {
  private final Program program;

  @Unmatched private List<String> arguments = new ArrayList<>();

  ProgramCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    return program.run(arguments);
  }
}
