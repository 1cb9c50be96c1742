package org.greenwave.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantPool;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pure class may refer to, read from its class file, so that neither a wildcard import nor a
 * method reference hides anything. Instructions give the method that offends; the constant pool is
 * read as well, for what stands in no instruction.
 */
final class Purity {
  private Purity() {}

  /** What the class files below a folder refer to that pure code must not. */
  static List<Finding> checkFolder(Path folder) {
    return Project.below(folder, ".class").stream()
        .filter(file -> !file.endsWith("module-info.class"))
        .flatMap(file -> check(bytes(file)).stream())
        .toList();
  }

  /** What one class refers to that pure code must not. */
  static List<Finding> check(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    List<Finding> findings = new ArrayList<>();
    for (MethodModel method : model.methods()) {
      String where = name(model) + "." + method.methodName().stringValue();
      if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
        findings.add(new Finding(where, "is synchronized: pure code knows no threads."));
      }
      method.code().ifPresent(code -> code.forEach(part -> add(findings, where, touched(part))));
    }
    if (findings.isEmpty()) {
      findings.addAll(pool(name(model), model.constantPool()));
    }
    return findings;
  }

  private static void add(List<Finding> findings, String where, List<String> touched) {
    touched.stream().map(what -> new Finding(where, what)).forEach(findings::add);
  }

  private static List<String> touched(CodeElement part) {
    return switch (part) {
      case InvokeInstruction call ->
          World.member(call.owner().asInternalName(), call.name().stringValue()).stream().toList();
      case FieldInstruction field ->
          World.member(field.owner().asInternalName(), field.name().stringValue()).stream()
              .toList();
      case NewObjectInstruction made ->
          World.type(made.className().asInternalName()).stream().toList();
      case InvokeDynamicInstruction dynamic ->
          dynamic.bootstrapArgs().stream().flatMap(it -> handle(it).stream()).toList();
      case MonitorInstruction _ -> List.of("synchronizes: pure code knows no threads.");
      default -> List.of();
    };
  }

  private static Optional<String> handle(ConstantDesc argument) {
    if (!(argument instanceof DirectMethodHandleDesc handle)) {
      return Optional.empty();
    }
    String owner = handle.owner().descriptorString();
    return World.member(owner.substring(1, owner.length() - 1), handle.methodName());
  }

  private static List<Finding> pool(String where, ConstantPool pool) {
    List<Finding> findings = new ArrayList<>();
    for (PoolEntry entry : pool) {
      Optional<String> touched =
          switch (entry) {
            case ClassEntry type -> World.type(type.asInternalName());
            case MemberRefEntry member -> member(member);
            case MethodHandleEntry handle -> member(handle.reference());
            default -> Optional.empty();
          };
      touched.ifPresent(what -> findings.add(new Finding(where, what)));
    }
    return findings;
  }

  private static Optional<String> member(MemberRefEntry member) {
    return World.member(member.owner().asInternalName(), member.name().stringValue());
  }

  private static String name(ClassModel model) {
    return model.thisClass().asInternalName().replace('/', '.');
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
