package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.greenwave.tss.TssSettings.SourceSettings;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceKind;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.DatabaseClock;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One source that fails costs neither the others nor the role, and is tried again. */
class SourcesTest {
  private static final DatabaseClock CLOCK = new DatabaseClock(InstantSource.system());
  private final TreeSet<String> open = new TreeSet<>();
  private final TreeSet<String> broken = new TreeSet<>();
  private final Sources sources =
      new Sources(new SourceContext(new Catalogue(CLOCK), Path.of("."), CLOCK));
  private final SourceKind fragile = new Fragile();

  private Map<String, SourceSettings> wanted(String... ids) {
    Map<String, SourceSettings> wanted = new LinkedHashMap<>();
    for (String id : ids) {
      ObjectNode fields = JsonMapper.shared().createObjectNode().put("id", id);
      wanted.put(id, new SourceSettings(fragile, fields.put("salt", broken.toString())));
    }
    return wanted;
  }

  private List<String> errors() {
    List<String> errors = new ArrayList<>();
    sources
        .statuses()
        .forEach((id, named) -> {
          if (named.status().level() == Level.ERROR) {
            errors.add(id);
            assertThat(named.status().sentence()).contains(id).contains("no socket is left");
          }
        });
    return errors;
  }

  @Test
  void oneThatCannotBeOpenedIsShownAndTriedAgain() throws Exception {
    broken.add("b warm");
    sources.apply(wanted("a", "b", "c"));
    assertThat(sources.statuses()).containsOnlyKeys("a", "b", "c");
    assertThat(errors()).containsExactly("b");
    assertThat(open).containsExactly("a", "c");
    broken.clear();
    sources.retry();
    assertThat(errors()).isEmpty();
    assertThat(open).containsExactly("a", "b", "c");
  }

  @Test
  void oneThatCannotBeChangedIsOpenedAnew() throws Exception {
    sources.apply(wanted("a", "b"));
    broken.add("a update");
    sources.apply(wanted("a", "b"));
    assertThat(errors()).isEmpty();
    broken.add("a warm");
    sources.apply(wanted("a", "b"));
    assertThat(errors()).containsExactly("a");
    assertThat(open).containsExactly("b");
    sources.close();
    assertThat(open).isEmpty();
  }

  /** Never delivered to. */
  private static final Intake NOWHERE = nowhere();

  private static Intake nowhere() {
    return (Intake)
        java.lang.reflect.Proxy.newProxyInstance(
            SourcesTest.class.getClassLoader(),
            new Class<?>[] {Intake.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Test
  void whoIsLateToStopThemStopsNoneThatRunForTheNext() throws Exception {
    sources.apply(wanted("a"));
    sources.start(NOWHERE);
    sources.stop();
    Intake next = nowhere();
    sources.start(next);
    sources.stop(NOWHERE);
    assertThat(open).containsExactly("a", "a runs");
    sources.stop(next);
    assertThat(open).containsExactly("a");
  }

  @Test
  void oneThatCannotBeStartedLetsTheOthersRun() throws Exception {
    sources.apply(wanted("a", "b"));
    broken.add("a start");
    sources.start(NOWHERE);
    assertThat(errors()).containsExactly("a");
    assertThat(open).containsExactly("b", "b runs");
    broken.clear();
    sources.retry();
    assertThat(open).containsExactly("a", "a runs", "b", "b runs");
    sources.stop();
    assertThat(open).containsExactly("a", "b");
  }

  /** Breaks where it is told to. */
  private final class Fragile implements SourceKind {
    @Override
    public String kind() {
      return "fragile";
    }

    @Override
    public List<String> check(ObjectNode settings) {
      return List.of();
    }

    @Override
    public Source open(String id, ObjectNode settings, SourceContext context) {
      open.add(id);
      return new FragileSource(id);
    }
  }

  private final class FragileSource implements Source {
    private final String id;

    FragileSource(String id) {
      this.id = id;
    }

    private void step(String step) throws IOException {
      if (broken.contains(id + " " + step)) {
        throw new IOException("no socket is left");
      }
    }

    @Override
    public void warm() throws Exception {
      step("warm");
    }

    @Override
    public void start(Intake intake) {
      synchronized (open) {
        open.add(id + " runs");
      }
      try {
        step("start");
      } catch (IOException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    @Override
    public void update(ObjectNode settings) throws Exception {
      step("update");
    }

    @Override
    public void stop() {
      open.remove(id + " runs");
    }

    @Override
    public SourceStatus status() {
      return new SourceStatus(Level.OK, "Whole.");
    }

    @Override
    public void close() {
      synchronized (open) {
        stop();
        open.remove(id);
      }
    }
  }
}
