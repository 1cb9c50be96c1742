package org.greenwave.cli.api;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for whole answers. The HTTP client's own limit is over when an answer begins, so a server
 * that freezes in the middle of one would be waited for without end. A large answer over a slow
 * line takes its time, so it is silence that ends the waiting, and far later the answer's length.
 *
 * @param silence for how long nothing may come once an answer has begun
 * @param whole for how long an answer may take from its beginning on
 */
record Listening(Duration silence, Duration whole) {
  static final Listening USUAL = new Listening(Duration.ofSeconds(10), Duration.ofMinutes(10));

  private static final long LOOK_MILLIS = 50;

  /**
   * Sends a request and waits for its answer.
   *
   * @throws HttpTimeoutException when it does not begin in time, or comes to a stop
   */
  HttpResponse<byte[]> answer(HttpClient client, HttpRequest request, long largest)
      throws IOException {
    var heard = new Heard(BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest));
    CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(request, heard);
    try {
      return await(coming, heard);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      coming.cancel(true);
    }
  }

  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> coming, Heard heard)
      throws InterruptedException, ExecutionException, HttpTimeoutException {
    while (true) {
      try {
        return coming.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (heard.tooLong(silence, whole)) {
          throw new HttpTimeoutException("stopped in the middle of its answer");
        }
      }
    }
  }

  /** Notes when an answer began, and when a part of it came last. */
  private static final class Heard implements BodyHandler<byte[]> {
    private final BodyHandler<byte[]> reader;
    private volatile boolean begun;
    private volatile long begunNanos;
    private volatile long heardNanos;

    Heard(BodyHandler<byte[]> reader) {
      this.reader = reader;
    }

    @Override
    public BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo answer) {
      begunNanos = System.nanoTime();
      heardNanos = begunNanos;
      begun = true;
      return new Noting(reader.apply(answer), () -> heardNanos = System.nanoTime());
    }

    boolean tooLong(Duration silence, Duration whole) {
      long now = System.nanoTime();
      return begun && (now - heardNanos > silence.toNanos() || now - begunNanos > whole.toNanos());
    }
  }

  /** A reader of a body that says when something came. */
  private record Noting(BodySubscriber<byte[]> reader, Runnable came)
      implements BodySubscriber<byte[]> {
    @Override
    public CompletionStage<byte[]> getBody() {
      return reader.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      came.run();
      reader.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      reader.onError(failure);
    }

    @Override
    public void onComplete() {
      reader.onComplete();
    }
  }
}
