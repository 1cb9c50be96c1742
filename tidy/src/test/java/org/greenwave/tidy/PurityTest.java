package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurityTest {
  private static final String CLASSES = "target/classes";
  private static final String PURE_PACKAGE = " * <p>Pure: ";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"directory", "sensors"})
  void aPureModuleTouchesNothing(String module) {
    Path classes = Project.root().resolve(module).resolve(CLASSES);
    assertThat(Project.below(classes, ".class")).as("class files of " + module).isNotEmpty();
    assertThat(Finding.list(Purity.checkFolder(classes))).isEmpty();
  }

  /** A package is marked pure by a paragraph of its text that begins with the word. */
  @Test
  void aPackageMarkedPureTouchesNothing() {
    List<Finding> findings =
        Project.files("package-info.java").stream()
            .filter(file -> Project.text(file).contains(PURE_PACKAGE))
            .flatMap(PurityTest::classFolder)
            .flatMap(classes -> Purity.checkFolder(classes).stream())
            .toList();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.nanoTime();",
        "java.time.Instant.now();",
        "java.util.function.LongSupplier a = System::currentTimeMillis;",
        "Runnable a = () -> System.out.println();",
        "new java.util.Random(1).nextInt();",
        "Math.random();",
        "Object a = java.util.concurrent.ThreadLocalRandom.current();",
        "new Thread(() -> {}).start();",
        "Object a = Thread.class;",
        "java.util.List.of().parallelStream().count();",
        "java.nio.file.Path.of(\"a\");",
        "Object a = new java.io.File(\"a\");",
        "Object a = new java.net.Socket[1];",
        "synchronized (this) { hashCode(); }",
        "java.util.UUID.randomUUID();",
        "Object a = java.util.logging.Level.INFO;",
        "boolean a = (Object) this instanceof java.sql.Connection;"
      })
  void aTouchOfTheWorldIsFound(String statement) throws IOException {
    List<Finding> findings = compiled(statement);
    assertThat(findings).isNotEmpty();
    assertThat(findings.getFirst().where()).startsWith("Planted");
  }

  @Test
  void theFindingNamesClassAndMethod() throws IOException {
    assertThat(Finding.list(compiled("System.nanoTime();")))
        .isEqualTo("Planted.touch: java.lang.System.nanoTime belongs to the world.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object a = java.time.Instant.EPOCH.plusSeconds(3);",
        "Object a = \"%d\".formatted(hashCode());",
        "Object a = java.nio.ByteBuffer.allocate(4).putInt(1);",
        "Object a = new java.util.TreeMap<String, int[]>();",
        "record Point(int x) {} Object a = new Point(1).toString();"
      })
  void pureCodeIsNot(String statement) throws IOException {
    assertThat(Finding.list(compiled(statement))).isEmpty();
  }

  private List<Finding> compiled(String statement) throws IOException {
    String text = "class Planted { void touch() { %s } }".formatted(statement);
    Path source = Files.writeString(folder.resolve("Planted.java"), text);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(result).as("javac on " + text).isZero();
    return Purity.checkFolder(folder);
  }

  private static Stream<Path> classFolder(Path packageInfo) {
    Path sources = packageInfo;
    while (!sources.endsWith("src/main/java")) {
      sources = sources.getParent();
      if (sources == null) {
        return Stream.empty();
      }
    }
    Path module = sources.resolve("../../..").normalize();
    Path inside = sources.relativize(packageInfo).getParent();
    return inside == null ? Stream.empty() : Stream.of(module.resolve(CLASSES).resolve(inside));
  }
}
