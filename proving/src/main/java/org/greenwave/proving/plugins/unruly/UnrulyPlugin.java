package org.greenwave.proving.plugins.unruly;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.role.HostedRole;
import org.greenwave.role.RoleContext;
import org.greenwave.role.RolePlugin;
import org.jspecify.annotations.Nullable;

/** The role type {@code unruly}. What it should not return it is told to return. */
@SuppressWarnings("NullAway")
public final class UnrulyPlugin implements RolePlugin {
  private static final String LONG = "nonsense\n".repeat(2_000_000);

  private static <T> @Nullable T told(String method, T garbage, T sound) {
    return Mischief.atStart().in(method, "here", () -> garbage, sound);
  }

  @Override
  public String type() {
    return told("type", LONG, "unruly");
  }

  @Override
  public String description() {
    return told("description", LONG, "Does everything wrong that it is told to.");
  }

  @Override
  public String version() {
    return told("version", LONG, "1.0.0");
  }

  @Override
  public String migrations() {
    return told("migrations", LONG, "");
  }

  @Override
  public String defaultSettings() {
    return told("defaultSettings", LONG, "{}");
  }

  @Override
  public List<String> check(String settings) {
    List<String> garbage = new ArrayList<>();
    garbage.add(null);
    garbage.add(LONG);
    return Mischief.of(settings).in("check", "all", () -> garbage, List.of());
  }

  @Override
  public HostedRole prepare(RoleContext context) {
    return Mischief.atStart().in("prepare", context.server(), () -> null, new UnrulyRole(context));
  }
}
