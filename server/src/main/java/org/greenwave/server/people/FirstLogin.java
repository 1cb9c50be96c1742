package org.greenwave.server.people;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.people.Hidden;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in while nobody has an account, or all administrators are lost: the leader makes a
 * one-time token for an administrator, says it once and keeps it in a file. A new leader makes
 * another, as it does not know the token itself.
 */
public final class FirstLogin implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FirstLogin.class);
  private static final String FILE = "first-login";
  private static final String WISH = "new-administrator";
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int TOKEN_BYTES = 24;
  private static final int SECRET_BYTES = 32;

  private final SecureRandom chance = new SecureRandom();
  private final Node node;
  private final Path file;
  private final Path wish;
  private final Consumer<String> say;
  private boolean offered;

  /** Whether a file may be there, perhaps of an earlier run. */
  private boolean kept = true;

  /**
   * For a server.
   *
   * @param say where the address with the token is shown
   */
  public FirstLogin(Node node, Consumer<String> say) {
    this.node = node;
    file = node.folder().resolve(FILE);
    wish = node.folder().resolve(WISH);
    this.say = say;
  }

  /** Offers the way in or closes it, as things are, until the thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      look();
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void look() {
    boolean leads = node.seat().filter(DirectorySeat::leading).isPresent();
    Directory directory = node.view().directory();
    boolean founded = leads && !directory.id().isEmpty();
    boolean nobody = directory.people().accounts().isEmpty();
    offered = offered && leads;
    if (founded && ((nobody && !offered) || askedFor())) {
      offered = offer();
    } else if (kept && (!leads || directory.people().firstToken().isEmpty())) {
      forget();
    }
  }

  /** Whether the folder's owner wants a new administrator made, as the others are lost. */
  private boolean askedFor() {
    try {
      return Files.deleteIfExists(wish);
    } catch (IOException failure) {
      LOG.warn("{} could not be removed: {}", wish, failure.getMessage());
      return false;
    }
  }

  private boolean offer() {
    String token = random(TOKEN_BYTES);
    Change change =
        new Change.OfPeople.FirstTokenIssued(
            Tokens.hash(token), new Hidden(random(SECRET_BYTES)), node.identity().name());
    try {
      Receipt receipt =
          node.seat().orElseThrow().log().propose(change).get(LIMIT.toMillis(), MILLISECONDS);
      if (receipt.accepted()) {
        node.view().seen(receipt.version()).get(LIMIT.toMillis(), MILLISECONDS);
        tell(token);
      }
      return receipt.accepted();
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(String token) {
    var at = node.identity().server().endpoints();
    say.accept("Make an administrator at %s/?first=%s".formatted(at.address(), token));
    try {
      kept = true;
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, token + System.lineSeparator());
    } catch (IOException failure) {
      LOG.warn("The token for the first administrator could not be kept: {}", failure.toString());
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(file);
      kept = false;
    } catch (IOException failure) {
      LOG.warn("{} could not be removed: {}", file, failure.getMessage());
    }
  }

  private String random(int bytes) {
    byte[] random = new byte[bytes];
    chance.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
