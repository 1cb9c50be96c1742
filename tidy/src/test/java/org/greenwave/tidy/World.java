package org.greenwave.tidy;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What belongs to the world and not to pure code: clocks, chance, threads, files and networks. */
final class World {
  private static final Set<String> JAVA_BASE =
      ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();

  /** Streams as types of arguments, and those that only touch memory. */
  private static final Pattern MEMORY_IO =
      Pattern.compile(
          "java/io/(ByteArray(In|Out)putStream|Data(In|Out)put|(In|Out)putStream|Reader|Writer"
              + "|String(Reader|Writer)|Serializable|IOException|EOFException"
              + "|UncheckedIOException)");

  private static final Pattern WORLDLY_TYPE =
      Pattern.compile(
          "java/(io|net|nio/file|nio/channels|util/concurrent|util/random|util/logging)/.*"
              + "|java/lang/(Thread|Process|Runtime|ScopedValue|InheritableThread).*"
              + "|java/util/(Random|SplittableRandom|Timer|TimerTask|Scanner)(\\$.*)?"
              + "|java/security/SecureRandom|java/time/(Clock|InstantSource)(\\$.*)?");

  private static final Pattern WORLDLY_MEMBER =
      Pattern.compile(
          "java/lang/System\\.(?!arraycopy|identityHashCode|lineSeparator).*"
              + "|java/lang/(Strict)?Math\\.random|java/util/UUID\\.randomUUID"
              + "|java/util/Collections\\.shuffle|java/util/.*\\.parallelStream"
              + "|java/time/.*\\.now|java/time/ZoneId\\.systemDefault"
              + "|java/util/TimeZone\\.getDefault"
              + "|java/lang/Object\\.(wait|notify|notifyAll)");

  private World() {}

  /** Why pure code must not refer to a type, if it must not. */
  static Optional<String> type(String internalName) {
    String name = internalName.replaceAll("^\\[+L?|;$", "");
    if (!name.contains("/") || name.startsWith("org/greenwave/")) {
      return Optional.empty();
    }
    String owner = name.substring(0, name.lastIndexOf('/')).replace('/', '.');
    if (!JAVA_BASE.contains(owner)) {
      return Optional.of(dotted(name) + " is outside java.base.");
    }
    boolean worldly = WORLDLY_TYPE.matcher(name).matches() && !allowed(name);
    return worldly ? Optional.of(dotted(name) + " belongs to the world.") : Optional.empty();
  }

  /** Why pure code must not refer to a member, if it must not. */
  static Optional<String> member(String owner, String name) {
    return type(owner)
        .map(what -> dotted(owner) + "." + name + ": " + what)
        .or(() -> worldlyMember(owner + "." + name));
  }

  private static Optional<String> worldlyMember(String member) {
    return WORLDLY_MEMBER.matcher(member).matches()
        ? Optional.of(dotted(member) + " belongs to the world.")
        : Optional.empty();
  }

  private static boolean allowed(String name) {
    return MEMORY_IO.matcher(name).matches() || name.equals("java/util/concurrent/TimeUnit");
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
