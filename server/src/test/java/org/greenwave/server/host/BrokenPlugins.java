package org.greenwave.server.host;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greenwave.role.RolePlugin;

/** A class path folder with plug-ins whose classes Java itself refuses. */
record BrokenPlugins(Path folder) {
  private static final int NEWER_JAVA = 99;

  /** Writes a class that was built for a Java that there is not yet, and registers it. */
  void addBuiltForNewerJava() throws IOException {
    byte[] bytes =
        ClassFile.of().build(ClassDesc.of("broken.Newer"), made -> made.withVersion(NEWER_JAVA, 0));
    add("broken.Newer", bytes);
  }

  /** Writes a class that implements something that was left out, and registers it. */
  void addWithoutItsInterface() throws IOException {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("broken.Alone"),
                made -> made.withInterfaceSymbols(ClassDesc.of("broken.LeftOut")));
    add("broken.Alone", bytes);
  }

  private void add(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Path services = folder.resolve("META-INF/services");
    Files.createDirectories(services);
    Path list = services.resolve(RolePlugin.class.getName());
    String before = Files.exists(list) ? Files.readString(list) : "";
    Files.writeString(list, before + name + "\n");
  }
}
