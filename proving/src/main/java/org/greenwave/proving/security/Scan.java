package org.greenwave.proving.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.greenwave.proving.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What {@code sslscan}, a program that knows nothing of us, finds at the doors. */
final class Scan {
  private static final Path PROGRAM = Path.of("/usr/bin/sslscan");
  private static final Set<String> SOUND = Set.of("TLSv1.2", "TLSv1.3");
  private static final Set<String> NEWEST = Set.of("TLSv1.3");

  private final SecureSystem system;
  private final Verdict verdict;

  Scan(SecureSystem system, Verdict verdict) {
    this.system = system;
    this.verdict = verdict;
  }

  void make() throws Exception {
    if (!Files.isExecutable(PROGRAM)) {
      verdict.tell("sslscan is not installed here (Debian: apt-get install sslscan): left out");
      return;
    }
    door("API", 0, SOUND);
    door("consensus", Doors.CONSENSUS, NEWEST);
    door("wire", Doors.WIRE, NEWEST);
    door("inner door", Doors.INNER, NEWEST);
  }

  private void door(String name, int above, Set<String> protocols) throws Exception {
    Document found = scanned(system.port("alpha") + above);
    Set<String> spoken = new TreeSet<>();
    Map<String, String> ciphers = new LinkedHashMap<>();
    for (Element cipher : elements(found, "cipher")) {
      spoken.add(cipher.getAttribute("sslversion"));
      ciphers.put(cipher.getAttribute("cipher"), cipher.getAttribute("strength"));
    }
    elements(found, "protocol").stream()
        .filter(it -> it.getAttribute("enabled").equals("1"))
        .map(it ->
            (it.getAttribute("type").equals("ssl") ? "SSLv" : "TLSv") + it.getAttribute("version"))
        .forEach(spoken::add);
    List<String> weak = new ArrayList<>();
    ciphers.forEach((cipher, strength) -> {
      boolean fresh = cipher.startsWith("TLS_") || cipher.startsWith("ECDHE");
      boolean guarded = cipher.contains("GCM") || cipher.contains("POLY1305");
      if (!fresh || !guarded || strength.matches("weak|null|anonymous")) {
        weak.add(cipher + " " + strength);
      }
    });
    boolean bleeds =
        elements(found, "heartbleed").stream()
            .anyMatch(it -> it.getAttribute("vulnerable").equals("1"));
    verdict.check(
        spoken.equals(protocols) && !ciphers.isEmpty() && weak.isEmpty() && !bleeds,
        "sslscan finds at the %s %s with %s%s"
            .formatted(name, spoken, ciphers.keySet(), weak.isEmpty() ? "" : "; weak: " + weak));
  }

  private static List<Element> elements(Document document, String name) {
    var nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(at -> (Element) nodes.item(at)).toList();
  }

  private static Document scanned(int port)
      throws IOException, InterruptedException, ParserConfigurationException, SAXException {
    List<String> command =
        Stream.of(
                PROGRAM.toString(),
                "--xml=-",
                "--no-colour",
                "--connect-timeout=5",
                SecureSystem.ADDRESS + ":" + port)
            .toList();
    Process scan =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String xml = new String(scan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    scan.waitFor();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
