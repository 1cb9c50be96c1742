package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PomsTest {
  @Test
  void everyModuleUsesOnlyWhatItMay() {
    List<Finding> findings =
        Poms.modules(Project.root().resolve("pom.xml")).stream()
            .flatMap(module -> check(module).stream())
            .toList();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @Test
  void aWrongWayIsFound() {
    assertThat(Poms.check("sensors", Map.of("greenwave-directory", "compile"))).hasSize(1);
    assertThat(Poms.check("cli", Map.of("greenwave-server", "runtime"))).hasSize(1);
    assertThat(Poms.check("directory", Map.of("jackson-databind", "compile"))).hasSize(1);
    assertThat(Poms.check("app", Map.of("greenwave-proving", "compile"))).hasSize(1);
    assertThat(Poms.check("unheard-of", Map.of())).hasSize(1);
  }

  @Test
  void theRightWayIsNot() {
    assertThat(Poms.check("tss", Map.of("greenwave-sensors", "compile", "snmp4j", "compile")))
        .isEmpty();
    assertThat(Poms.check("tss", Map.of("greenwave-database", "test"))).isEmpty();
  }

  private static List<Finding> check(String module) {
    return Poms.check(module, Poms.dependencies(Project.root().resolve(module).resolve("pom.xml")));
  }
}
