package org.greenwave.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How big things may be, so that each can be read in one go. */
final class Sizes {
  static final int FILE_LINES = 400;
  static final int FAILOVER_LINES = 200;
  static final int METHOD_LINES = 50;
  static final int PARAMETERS = 5;
  static final int LINE_CHARACTERS = 100;

  private Sizes() {}

  /** What is too big in a Java file. */
  static List<Finding> check(Source source) {
    List<Finding> findings = new ArrayList<>(file(source.name(), source.text()));
    findings.addAll(longLines(source.name(), source.text()));
    for (Method method : methods(source)) {
      findings.addAll(method.findings());
    }
    return findings;
  }

  /** Whether a file of any kind is too long. */
  static List<Finding> file(String name, String text) {
    int limit = name.endsWith("/Failover.java") ? FAILOVER_LINES : FILE_LINES;
    long lines = text.lines().count();
    return lines <= limit
        ? List.of()
        : List.of(new Finding(name, lines + " lines; at most " + limit + ". Divide it."));
  }

  /** The methods and constructors of a file, those with a body and those without. */
  static List<Method> methods(Source source) {
    List<Method> methods = new ArrayList<>();
    new TreePathScanner<@Nullable Void, List<Method>>() {
      @Override
      public @Nullable Void visitMethod(MethodTree method, List<Method> found) {
        found.add(
            new Method(
                source.where(method) + " " + method.getName(),
                source.lines(method),
                inRecord() && method.getReturnType() == null ? 0 : method.getParameters().size()));
        return super.visitMethod(method, found);
      }

      private boolean inRecord() {
        return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
            && owner.getKind() == Tree.Kind.RECORD;
      }
    }.scan(source.unit(), methods);
    return methods;
  }

  private static List<Finding> longLines(String name, String text) {
    List<Finding> findings = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.length() > LINE_CHARACTERS && !line.startsWith("import ")) {
        findings.add(new Finding(name + ":" + number, line.length() + " characters; at most 100."));
      }
    }
    return findings;
  }

  /**
   * The size of one method.
   *
   * @param where file, line and name
   * @param lines from its first annotation to its last brace
   * @param parameters how many it takes; a record's constructor has as many as the record, which is
   *     no reader's burden, so it counts none
   */
  record Method(String where, int lines, int parameters) {
    List<Finding> findings() {
      List<Finding> findings = new ArrayList<>();
      if (lines > METHOD_LINES) {
        findings.add(new Finding(where, lines + " lines; at most 50. Divide it."));
      }
      if (parameters > PARAMETERS) {
        findings.add(new Finding(where, parameters + " parameters; at most 5. Use a record."));
      }
      return findings;
    }
  }
}
