package org.greenwave.server.log;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;

/**
 * Answers only what is meant for this voter. The engine does not look: a voter that is started at
 * the former address of another would store what is sent to both, and be counted as both, so that
 * one copy could pass for a majority.
 */
final class OwnCalls implements ServerInterceptor {
  private static final Status ANOTHER =
      Status.FAILED_PRECONDITION.withDescription("Another voter is here now.");

  private final ByteString self;

  OwnCalls(String voter) {
    self = ByteString.copyFromUtf8(voter);
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    AtomicBoolean refused = new AtomicBoolean();
    return new SimpleForwardingServerCallListener<A>(next.startCall(call, headers)) {
      @Override
      public void onMessage(A message) {
        if (isMeant(message)) {
          super.onMessage(message);
        } else if (refused.compareAndSet(false, true)) {
          call.close(ANOTHER, new Metadata());
        }
      }

      @Override
      public void onHalfClose() {
        if (!refused.get()) {
          super.onHalfClose();
        }
      }
    };
  }

  private boolean isMeant(Object message) {
    return sent(message).filter(to -> !to.getReplyId().equals(self)).isEmpty();
  }

  /** What voters send each other names the one that it is for. */
  private static Optional<RaftRpcRequestProto> sent(Object message) {
    return switch (message) {
      case AppendEntriesRequestProto entries -> Optional.of(entries.getServerRequest());
      case InstallSnapshotRequestProto snapshot -> Optional.of(snapshot.getServerRequest());
      case RequestVoteRequestProto vote -> Optional.of(vote.getServerRequest());
      case StartLeaderElectionRequestProto election -> Optional.of(election.getServerRequest());
      case ReadIndexRequestProto index -> Optional.of(index.getServerRequest());
      default -> Optional.empty();
    };
  }
}
