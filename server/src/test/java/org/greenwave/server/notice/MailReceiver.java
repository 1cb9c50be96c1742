package org.greenwave.server.notice;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A real mail server, as far as it goes: it takes letters, after STARTTLS and a login if told so.
 */
public final class MailReceiver implements Closeable {
  /** A letter as it came. */
  public record Taken(String from, List<String> to, String text, boolean encrypted) {}

  private final ServerSocket listening;
  private final Optional<SSLContext> tls;
  private final String login;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();

  /** One that wants neither TLS nor a login. */
  public MailReceiver() throws IOException {
    this(Optional.empty(), "");
  }

  /**
   * One that may want both.
   *
   * @param login {@code user:password}; empty for none
   */
  MailReceiver(Optional<SSLContext> tls, String login) throws IOException {
    this.tls = tls;
    this.login = login;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** The letters so far. */
  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // It is being closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Dialogue(socket).run();
    } catch (IOException _) {
      // The caller has hung up.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private final class Dialogue {
    private BufferedReader in;
    private OutputStream out;
    private Socket socket;
    private boolean encrypted;
    private boolean known = login.isEmpty();
    private String from = "";
    private final List<String> to = new ArrayList<>();

    Dialogue(Socket socket) throws IOException {
      this.socket = socket;
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      out = socket.getOutputStream();
    }

    void run() throws IOException {
      say("220 mail.test");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!does(line)) {
          return;
        }
      }
    }

    private boolean does(String line) throws IOException {
      String verb = line.toUpperCase(Locale.ROOT);
      if (verb.startsWith("EHLO")) {
        say("250-mail.test");
        say(tls.isPresent() && !encrypted ? "250 STARTTLS" : "250 AUTH PLAIN");
      } else if (verb.startsWith("STARTTLS") && tls.isPresent()) {
        say("220 Go ahead");
        encrypt(tls.get());
      } else if (verb.startsWith("AUTH PLAIN ")) {
        String given =
            new String(Base64.getDecoder().decode(line.substring(11)), StandardCharsets.UTF_8);
        known = encrypted && given.endsWith("\0" + login.replace(':', '\0'));
        say(known ? "235 Welcome" : "535 No");
      } else if (verb.startsWith("MAIL FROM:")) {
        from = line.substring(10);
        say(known ? "250 OK" : "530 Log in first");
      } else if (verb.startsWith("RCPT TO:")) {
        to.add(line.substring(8));
        say("250 OK");
      } else if (verb.startsWith("DATA")) {
        say("354 Go ahead");
        take();
      } else if (verb.startsWith("QUIT")) {
        say("221 Bye");
        return false;
      } else {
        say("250 OK");
      }
      return true;
    }

    private void take() throws IOException {
      StringBuilder text = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        text.append(line).append('\n');
      }
      taken.add(new Taken(from, List.copyOf(to), text.toString(), encrypted));
      say("250 Taken");
    }

    private void encrypt(SSLContext context) throws IOException {
      SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
      secure.setUseClientMode(false);
      socket = secure;
      in =
          new BufferedReader(
              new InputStreamReader(secure.getInputStream(), StandardCharsets.UTF_8));
      out = secure.getOutputStream();
      encrypted = true;
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
