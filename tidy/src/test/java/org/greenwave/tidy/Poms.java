package org.greenwave.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Who may depend on whom. The same table stands, with its reasons, in ARCHITECTURE.md. */
final class Poms {
  private static final String OURS = "greenwave-";
  private static final Set<String> PURE = Set.of("directory", "sensors", "role-api");
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("directory", Set.of()),
          Map.entry("sensors", Set.of()),
          Map.entry("role-api", Set.of()),
          Map.entry("database", Set.of("role-api")),
          Map.entry("tss", Set.of("role-api", "sensors")),
          Map.entry("console", Set.of()),
          Map.entry("server", Set.of("directory", "sensors", "role-api", "tss", "database")),
          Map.entry("cli", Set.of()),
          Map.entry("simulator", Set.of("directory", "sensors", "role-api")),
          Map.entry("app", Set.of("server", "database", "tss", "console", "cli", "simulator")),
          Map.entry(
              "proving", Set.of("app", "directory", "sensors", "database", "cli", "simulator")),
          Map.entry("tidy", Set.of()));

  private Poms() {}

  /** The modules that a root pom lists. */
  static Set<String> modules(Path rootPom) {
    Set<String> modules = new TreeSet<>();
    elements(parse(rootPom), "module").forEach(module -> modules.add(module.getTextContent()));
    return modules;
  }

  /** What a module uses: artifact to scope. */
  static Map<String, String> dependencies(Path pom) {
    Map<String, String> dependencies = new TreeMap<>();
    for (Element dependency : elements(parse(pom), "dependency")) {
      List<Element> scope = elements(dependency, "scope");
      dependencies.put(
          elements(dependency, "artifactId").getFirst().getTextContent(),
          scope.isEmpty() ? "compile" : scope.getFirst().getTextContent());
    }
    return dependencies;
  }

  /** What a module uses and must not. */
  static List<Finding> check(String module, Map<String, String> dependencies) {
    Set<String> may = MAY_USE.get(module);
    String where = module + "/pom.xml";
    if (may == null) {
      return List.of(new Finding(where, "A new module: say here what it may use."));
    }
    List<Finding> findings = new ArrayList<>();
    dependencies.forEach((artifact, scope) -> {
      if (!scope.equals("test") && !allowed(module, may, artifact)) {
        findings.add(new Finding(where, module + " must not use " + artifact + "."));
      }
    });
    return findings;
  }

  private static boolean allowed(String module, Set<String> may, String artifact) {
    return artifact.startsWith(OURS)
        ? may.contains(artifact.substring(OURS.length()))
        : !PURE.contains(module);
  }

  private static Element parse(Path pom) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Document document = factory.newDocumentBuilder().parse(pom.toFile());
      return document.getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(pom + " is not well-formed", e);
    }
  }

  private static List<Element> elements(Element inside, String name) {
    NodeList nodes = inside.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int at = 0; at < nodes.getLength(); at++) {
      elements.add((Element) nodes.item(at));
    }
    return elements;
  }
}
