package org.greenwave.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One Java source file as javac's parser sees it.
 *
 * @param name its path as people name it
 * @param text its text
 * @param unit its tree, parsed but not attributed
 * @param positions where the tree's parts stand in the text
 */
record Source(String name, String text, CompilationUnitTree unit, SourcePositions positions) {
  static Source read(Path file) {
    return parse(Project.name(file), Project.text(file));
  }

  static Source parse(String name, String text) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of(), null, List.of(file(name, text)));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      return new Source(name, text, unit, Trees.instance(task).getSourcePositions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line on which a part begins, its annotations included. */
  long firstLine(Tree part) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, part));
  }

  /** How many lines a part takes. */
  int lines(Tree part) {
    long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, part));
    return (int) (last - firstLine(part) + 1);
  }

  /** Where a part stands, as people name it. */
  String where(Tree part) {
    return name + ":" + firstLine(part);
  }

  private static JavaFileObject file(String name, String text) {
    URI uri = URI.create("string:///" + Path.of(name).getFileName());
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
