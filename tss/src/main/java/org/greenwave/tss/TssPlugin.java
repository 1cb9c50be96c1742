package org.greenwave.tss;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.role.HostedRole;
import org.greenwave.role.RoleContext;
import org.greenwave.role.RolePlugin;

/** The role type {@code tss}. */
public final class TssPlugin implements RolePlugin {
  @Override
  public String type() {
    return "tss";
  }

  @Override
  public String description() {
    return "Collects volume, speed and occupancy from traffic sensors and stores them.";
  }

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public String migrations() {
    return "org/greenwave/tss/migrations";
  }

  @Override
  public String defaultSettings() {
    return "{\"staleAfterSeconds\":90,\"noDataAfterSeconds\":300,\"sources\":[]}";
  }

  @Override
  public List<String> check(String settings) {
    List<String> problems = new ArrayList<>();
    TssSettings.read(settings, problems);
    return List.copyOf(problems);
  }

  @Override
  public HostedRole prepare(RoleContext context) {
    return new TssRole(context);
  }
}
