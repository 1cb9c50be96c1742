package org.greenwave.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.greenwave.directory.Change.Copy;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;

/** A copy of the Directory goes on as another system. */
class InheritingTest {
  private static final Hidden SECRET = new Hidden("what sessions are signed with");

  private static Facts system() {
    return Facts.of("alpha", "beta", "delta")
        .change(new OfPeople.FirstTokenIssued("t", SECRET, "alpha"))
        .change(new OfPeople.FirstAccountMade("t", "anna", new Hidden("h")))
        .change(
            new Change.TokenIssued(
                new JoinToken("open", Server.Kind.WITNESS, Instant.MAX, Optional.empty())))
        .held("beta", 7);
  }

  private static Change inherited(String heir, Copy how) {
    return new Change.Inherited("another", Facts.server(heir), how);
  }

  @Test
  void theHeirHasAllOfItButWhatWasOfTheMoment() {
    Facts before = system();
    Directory after = before.change(inherited("gamma", new Copy.Own())).directory();
    assertThat(after.id()).isEqualTo("another");
    assertThat(after.heritage().predecessors()).containsExactly("id");
    assertThat(after.heritage().lost()).containsExactly("alpha", "beta", "delta");
    assertThat(after.heritage().roles()).containsExactly("tss");
    assertThat(after.directoryServers()).containsExactly("gamma");
    assertThat(after.roles()).isEqualTo(before.directory().roles());
    assertThat(after.timings()).isEqualTo(before.directory().timings());
    assertThat(after.history()).containsAll(before.directory().history());
    assertThat(after.people().accounts()).isEqualTo(before.directory().people().accounts());
    assertThat(after.people().sessionSecret()).isEqualTo(SECRET);
    assertThat(after.tokens()).isEmpty();
    assertThat(after.version()).isGreaterThan(before.directory().version() + 1000);
    assertThat(after.history().getLast().sentence())
        .contains("gamma goes on with its own copy", "succeeds Directory id", "--replaces alpha");
  }

  @Test
  void fencesLeapAndNobodyHosts() {
    Directory after = system().change(inherited("gamma", new Copy.Own())).directory();
    assertThat(after.assignment("tss")).isEqualTo(new Assignment.Vacant(1007, Optional.empty()));
  }

  @Test
  void anExportEndsAllSessions() {
    Hidden drawn = new Hidden("another secret");
    Copy copy = new Copy.Export(Facts.NOON, drawn);
    Directory after = system().change(inherited("alpha", copy)).directory();
    assertThat(after.people().sessionSecret()).isEqualTo(drawn);
    assertThat(after.people().accounts()).containsOnlyKeys("anna");
    assertThat(after.heritage().lost()).containsExactly("beta", "delta", "gamma");
  }

  @Test
  void anHeirMayHaveAnHeir() {
    Facts first = system().change(inherited("gamma", new Copy.Own()));
    assertThat(first.refused(inherited("alpha", new Copy.Own()))).isEqualTo("no-heir");
    assertThat(first.refused(inherited("gamma", new Copy.Own()))).isEqualTo("nothing-lost");
    Change again =
        new Change.Inherited("third", Facts.server("gamma"), new Copy.Export(Facts.NOON, SECRET));
    Directory second = first.change(again).directory();
    assertThat(second.heritage().predecessors()).containsExactly("id", "another");
    assertThat(second.assignment("tss").fence()).isEqualTo(2007);
  }

  /** The second system that begins with one export takes over from the first, if it is told so. */
  @Test
  void anotherSystemMayBeGivenUpForIt() {
    SortedSet<String> also = new TreeSet<>(List.of("id", "earlier"));
    Change again =
        new Change.Inherited(
            "second", Facts.server("gamma"), new Copy.Export(Facts.NOON, SECRET), also);
    Directory after = system().change(again).directory();
    assertThat(after.heritage().predecessors()).containsExactly("id", "earlier");
    assertThat(after.history().getLast().sentence())
        .contains("succeeds Directory id. Given up for it too: Directory earlier, id.");
  }

  @Test
  void onlyWhoKeepsTheDirectoryInherits() {
    for (String stranger : List.of("delta", "omega")) {
      assertThat(system().refused(inherited(stranger, new Copy.Export(Facts.NOON, SECRET))))
          .isEqualTo("no-heir");
    }
  }

  @Test
  void aPlaceThatIsTakenIsLostNoMore() {
    Facts heir = system().change(inherited("gamma", new Copy.Own()));
    JoinToken token =
        new JoinToken("r", Server.Kind.DIRECTORY, Facts.NOON.plusSeconds(9), Optional.of("alpha"));
    Directory after =
        heir.change(new Change.TokenIssued(token))
            .change(new Change.ServerJoined(Facts.server("alpha"), "r"))
            .directory();
    assertThat(after.heritage().lost()).containsExactly("beta", "delta");
    assertThat(after.directoryServers()).containsExactly("alpha", "gamma");
  }
}
