package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.greenwave.role.HostedRole;
import org.greenwave.role.RoleContext;
import org.greenwave.role.RolePlugin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleTypesTest {
  /** A plug-in whose version is what the test says, or fails if there is none. */
  private record Said(String type, @Nullable String given, String defaultSettings)
      implements RolePlugin {
    @Override
    public String version() {
      if (given == null) {
        throw new IllegalStateException("no version today");
      }
      return given;
    }

    @Override
    public String description() {
      return "Says what it is told.";
    }

    @Override
    public String migrations() {
      return "";
    }

    @Override
    public List<String> check(String settings) {
      return List.of("A problem.\n".repeat(1000));
    }

    @Override
    public HostedRole prepare(RoleContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private static RoleTypes of(RolePlugin... plugins) {
    return RoleTypes.of(List.of(plugins));
  }

  @Test
  void aSoundPlugInIsKnown() throws Exception {
    RoleTypes types = of(new Said("lamp", "1.2.3", "{}"));
    assertThat(types.versions()).containsEntry("lamp", "1.2.3");
    assertThat(types.refused()).isEmpty();
    List<String> problems = types.type("lamp").orElseThrow().check("{}");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).hasSizeLessThan(400);
  }

  @Test
  void anUnsoundOneIsRefusedAndTheOthersAreNot() {
    RoleTypes types =
        of(
            new Said("lamp", null, "{}"),
            new Said("Bad Name", "1.0.0", "{}"),
            new Said("bell", "newest", "{}"),
            new Said("horn", "1.0.0", "[]"),
            new Said("sign", "1.0.0", "{}"));
    assertThat(types.sound()).containsOnlyKeys("sign");
    assertThat(types.refused())
        .hasSize(4)
        .allMatch(sentence -> sentence.endsWith("start the server again."));
    assertThat(types.refused().getFirst()).contains("no version today");
  }

  /** Java throws of these what it throws, out of the search itself. */
  @Test
  void oneThatJavaRefusesDoesNotKeepTheServerFromStarting(@TempDir Path folder) throws Exception {
    BrokenPlugins broken = new BrokenPlugins(folder);
    broken.addBuiltForNewerJava();
    broken.addWithoutItsInterface();
    RoleTypes types = findWith(folder);
    assertThat(types.refused())
        .hasSize(2)
        .allMatch(sentence -> sentence.endsWith("start the server again."))
        .anyMatch(sentence -> sentence.contains("UnsupportedClassVersionError"))
        .anyMatch(sentence -> sentence.contains("broken/LeftOut"));
    assertThat(types.sound()).containsKey("tss");
  }

  private static RoleTypes findWith(Path folder) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    URL[] more = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(more, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      return RoleTypes.find();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void ofTwoOfOneTypeTheFirstCounts() {
    RoleTypes types = of(new Said("lamp", "1.0.0", "{}"), new Said("lamp", "2.0.0", "{}"));
    assertThat(types.versions()).containsEntry("lamp", "1.0.0");
    assertThat(types.refused()).hasSize(1);
  }
}
