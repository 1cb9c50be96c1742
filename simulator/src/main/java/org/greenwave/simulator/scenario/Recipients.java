package org.greenwave.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Directory;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.people.Hidden;
import org.jspecify.annotations.Nullable;

/** What people ask about who is told of what happens, in a scenario. */
final class Recipients {
  private static final Pattern WEBHOOK =
      Pattern.compile("(tell|change of) ([^ ]+) at ([^ ]+)(?: seeing version ([0-9]+))?");
  private static final Pattern MAIL = Pattern.compile("tell ([^ ]+) by mail to ([^ ]+)");
  private static final Pattern REMOVED = Pattern.compile("tell ([^ ]+) no more");
  private static final Pattern HOLD =
      Pattern.compile("tell what holds for (-?[0-9]+)ms(?: seeing version ([0-9]+))?");

  private final Consumer<Change> submit;
  private final Supplier<Directory> directory;

  Recipients(Consumer<Change> submit, Supplier<Directory> directory) {
    this.submit = submit;
    this.directory = directory;
  }

  boolean does(String line) {
    Optional<OfNotices> change = change(line);
    change.ifPresent(submit);
    return change.isPresent();
  }

  private Optional<OfNotices> change(String line) {
    return in(line, HOLD)
        .<OfNotices>map(it ->
            new OfNotices.HoldSet(
                Long.parseLong(it.group(1)),
                seen(it.group(2), directory.get().notices().version()),
                "anna"))
        .or(() ->
            in(line, REMOVED)
                .map(it ->
                    new OfNotices.RecipientRemoved(it.group(1), version(it.group(1)), "anna")))
        .or(() -> in(line, MAIL).map(it -> added(it.group(1), mail(it.group(2)))))
        .or(() -> in(line, WEBHOOK).map(this::webhook));
  }

  private static Optional<Matcher> in(String line, Pattern pattern) {
    return Optional.of(pattern.matcher(line)).filter(Matcher::matches);
  }

  private OfNotices webhook(Matcher match) {
    String name = match.group(2);
    Destination there = new Destination.Webhook(match.group(3), new Hidden(""));
    return match.group(1).equals("tell")
        ? added(name, there)
        : new OfNotices.RecipientEdited(
            new Recipient(name, Severity.INFO, there, 0),
            seen(match.group(4), version(name)),
            "anna");
  }

  private static OfNotices added(String name, Destination destination) {
    return new OfNotices.RecipientAdded(new Recipient(name, Severity.INFO, destination, 0), "anna");
  }

  /** Without TLS, and yet with a password. */
  private static Destination mail(String mailbox) {
    return new Destination.Email(
        "mail",
        25,
        Destination.Security.NONE,
        "anna",
        new Hidden("secret"),
        "greenwave@example.org",
        List.of(mailbox));
  }

  private static long seen(@Nullable String version, long present) {
    return version == null ? present : Long.parseLong(version);
  }

  private long version(String name) {
    return Optional.ofNullable(directory.get().notices().recipients().get(name))
        .map(Recipient::version)
        .orElse(0L);
  }
}
