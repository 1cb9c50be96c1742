package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SizesTest {
  @Test
  void nothingIsTooBigToReadInOneGo() {
    List<Source> sources = Source.all();
    List<Finding> findings = new ArrayList<>();
    sources.forEach(source -> findings.addAll(Sizes.check(source)));
    List<Path> pages = Project.files(".ts", ".svelte");
    pages.forEach(page -> findings.addAll(Sizes.file(Project.name(page), Project.text(page))));
    print("Java files, lines", sources.stream().mapToInt(SizesTest::lines));
    print("pages, lines", pages.stream().mapToInt(page -> count(Project.text(page))));
    print("methods, lines", methods(sources).mapToInt(Sizes.Method::lines));
    print("parameters", methods(sources).mapToInt(Sizes.Method::parameters));
    assertThat(sources).isNotEmpty();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @Test
  void aLongFileIsFound() {
    assertThat(Sizes.file("A.java", "\n".repeat(400))).isEmpty();
    assertThat(Sizes.file("A.java", "\n".repeat(401))).hasSize(1);
    assertThat(Sizes.file("a/Failover.java", "\n".repeat(200))).isEmpty();
    assertThat(Sizes.file("a/Failover.java", "\n".repeat(201))).hasSize(1);
  }

  @Test
  void aLongMethodIsFound() {
    assertThat(check("class A { void a() {%s} }".formatted("\n".repeat(49)))).isEmpty();
    assertThat(check("class A { void a() {%s} }".formatted("\n".repeat(50)))).hasSize(1);
  }

  @Test
  void aLongLineIsFound() {
    assertThat(check("// " + "a".repeat(97))).isEmpty();
    assertThat(check("// " + "a".repeat(98))).hasSize(1);
  }

  @Test
  void manyParametersAreFoundExceptInRecords() {
    String six = "int a, int b, int c, int d, int e, int f";
    assertThat(check("class A { void a(%s) {} }".formatted(six))).hasSize(1);
    assertThat(check("class A { A(%s) {} }".formatted(six))).hasSize(1);
    assertThat(check("record A(%s) { A {} }".formatted(six))).isEmpty();
    assertThat(check("record A() { void a(%s) {} }".formatted(six))).hasSize(1);
  }

  private static List<Finding> check(String text) {
    return Sizes.check(Source.parse("A.java", text));
  }

  private static Stream<Sizes.Method> methods(List<Source> sources) {
    return sources.stream().flatMap(source -> Sizes.methods(source).stream());
  }

  private static int lines(Source source) {
    return count(source.text());
  }

  private static int count(String text) {
    return (int) text.lines().count();
  }

  private static void print(String what, IntStream sizes) {
    int[] sorted = sizes.sorted().toArray();
    if (sorted.length > 0) {
      System.out.printf(
          "%-18s n %5d  median %3d  p90 %3d  max %3d%n",
          what,
          sorted.length,
          sorted[sorted.length / 2],
          sorted[sorted.length * 9 / 10],
          sorted[sorted.length - 1]);
    }
  }
}
