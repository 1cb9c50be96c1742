package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @Test
  void everyNameSaysSomething() {
    List<Finding> findings =
        Source.all().stream().flatMap(source -> Names.check(source).stream()).toList();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class RoleManager {}",
        "record TextUtils() {}",
        "interface Handler {}",
        "class StoreImpl {}",
        "class AbstractStore {}",
        "class A { enum TimeHelper {} }",
        "interface IStore {}",
        "class A { int getSize() { return 1; } }"
      })
  void anEmptyNameIsFound(String text) {
    assertThat(Names.check(Source.parse("A.java", text))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { @Override public String getMessage() { return \"\"; } }",
        "class Database {}",
        "class Incident {}",
        "class A { void getsOn() {} }"
      })
  void aNameThatSaysSomethingIsNot(String text) {
    assertThat(Names.check(Source.parse("A.java", text))).isEmpty();
  }
}
