package org.greenwave.server.notice;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS that shows, and trusts, a certificate that vouches for itself, made by the JDK's own tool.
 */
final class SelfSigned {
  private static final String PASSWORD = "changeit";

  private SelfSigned() {}

  static SSLContext context() throws Exception {
    Path folder = Files.createTempDirectory("self-signed");
    Path store = folder.resolve("store.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String wish =
        "-genkeypair -alias mail -keyalg EC -dname CN=localhost -storetype PKCS12 -validity 2"
            + " -ext san=dns:localhost -storepass %s -keystore %s".formatted(PASSWORD, store);
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(wish.split(" ")));
    new ProcessBuilder(command).inheritIO().start().waitFor();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Files.delete(store);
    Files.delete(folder);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(certificatesOf(keys));
    context.init(factory.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore certificatesOf(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
    return trusted;
  }
}
