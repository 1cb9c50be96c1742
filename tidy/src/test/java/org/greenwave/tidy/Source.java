package org.greenwave.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
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
  /** All Java files of the project, parsed in one go: the parser's start is what takes long. */
  static List<Source> all() {
    return parse(
        Project.files(".java").stream().map(it -> new Text(Project.name(it), Project.text(it))));
  }

  static Source parse(String name, String text) {
    return parse(Stream.of(new Text(name, text))).getFirst();
  }

  private static List<Source> parse(Stream<Text> texts) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Text> files = texts.toList();
    JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Source> sources = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String name = unit.getSourceFile().toUri().getPath().substring(1);
        String text = unit.getSourceFile().getCharContent(true).toString();
        sources.add(new Source(name, text, unit, positions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
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

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
