package org.greenwave.server.openapi;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Timing;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.notice.NoticeKind;
import org.greenwave.sensors.Freshness;
import org.greenwave.sensors.Quality;
import org.greenwave.tss.source.Import;
import org.greenwave.tss.source.SourceKind;
import org.greenwave.tss.source.SourceStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The words and bounds that the description lists are those of the code. */
class OpenApiWordsTest {
  private final Description description = Description.load();

  private List<String> words(String pointer) {
    JsonNode words = description.root().at("/components/schemas/" + pointer + "/enum");
    return words.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void everyReasonOfADecisionHasItsCode() {
    List<String> codes =
        Stream.of(GrantReason.class, WaitReason.class)
            .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
            .map(Class::getSimpleName)
            .map(name -> name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(ROOT))
            .toList();
    assertThat(words("Decision/properties/code")).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void everyTimingHasItsBounds() {
    JsonNode changes = description.root().at("/components/schemas/TimingChanges/properties");
    assertThat(words("TimingKey")).isEqualTo(Timing.ALL.stream().map(Timing::key).toList());
    assertThat(changes.propertyNames()).containsExactlyElementsOf(words("TimingKey"));
    for (Timing timing : Timing.ALL) {
      JsonNode bounds = changes.path(timing.key());
      assertThat(bounds.path("minimum").asLong()).as(timing.key()).isEqualTo(timing.least());
      assertThat(bounds.path("maximum").asLong()).as(timing.key()).isEqualTo(timing.most());
    }
  }

  @Test
  void everyKindOfNoticeIsListed() {
    assertThat(words("NoticeKind"))
        .isEqualTo(Arrays.stream(NoticeKind.values()).map(NoticeKind::code).toList());
    assertThat(words("NoticeSeverity")).isEqualTo(words("Finding/properties/severity"));
  }

  @Test
  void everyWordOfMeasuringIsListed() {
    assertThat(words("Quality"))
        .isEqualTo(Arrays.stream(Quality.values()).map(Quality::label).toList());
    assertThat(words("Zone/properties/status"))
        .isEqualTo(Arrays.stream(Freshness.values()).map(Freshness::label).toList());
    assertThat(words("SourceStatus/properties/status"))
        .isEqualTo(
            Arrays.stream(SourceStatus.Level.values()).map(SourceStatus.Level::label).toList());
    assertThat(words("Finding/properties/severity"))
        .isEqualTo(
            Arrays.stream(Finding.Severity.values())
                .map(severity -> severity.name().toLowerCase(ROOT))
                .toList());
  }

  @Test
  void everyKindOfSourceAndEveryImportIsDescribed() {
    List<String> kinds =
        ServiceLoader.load(SourceKind.class).stream().map(kind -> kind.get().kind()).toList();
    assertThat(words("SourceKind")).containsExactlyInAnyOrderElementsOf(kinds);
    List<String> imports =
        ServiceLoader.load(Import.class).stream()
            .map(one -> "POST /api/v1/roles/{role}/import/" + one.get().path())
            .toList();
    assertThat(description.operations().stream().map(Operation::route)).containsAll(imports);
  }
}
