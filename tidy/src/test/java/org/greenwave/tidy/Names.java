package org.greenwave.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What types and methods may not be called: words that say nothing. A method that overrides a
 * library's has the library's name; were it one of ours, its first declaration would be found.
 */
final class Names {
  private static final Pattern EMPTY_TYPE =
      Pattern.compile(
          "(Abstract|Base)[A-Z].*|I[A-Z][a-z].*|Handler"
              + "|.*(Manager|Helpers?|Utils?|Utilities|Impl|Processor|Base)");
  private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

  private Names() {}

  /** The names in a file that say nothing. */
  static List<Finding> check(Source source) {
    List<Finding> findings = new ArrayList<>();
    new TreeScanner<@Nullable Void, List<Finding>>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, List<Finding> found) {
        if (EMPTY_TYPE.matcher(type.getSimpleName()).matches()) {
          found.add(
              new Finding(
                  source.where(type), type.getSimpleName() + " says nothing. Name what it is."));
        }
        return super.visitClass(type, found);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree method, List<Finding> found) {
        if (GETTER.matcher(method.getName()).matches() && !overrides(method)) {
          found.add(new Finding(source.where(method), method.getName() + ": leave the get away."));
        }
        return super.visitMethod(method, found);
      }
    }.scan(source.unit(), findings);
    return findings;
  }

  private static boolean overrides(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().endsWith("Override"));
  }
}
