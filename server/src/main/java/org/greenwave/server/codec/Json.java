package org.greenwave.server.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Reason;
import org.greenwave.directory.notice.Destination;
import org.greenwave.server.log.LogCommand;
import org.greenwave.server.wire.WireMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * The one JSON mapping of everything that servers keep and tell each other. Sealed types carry
 * their record's name in {@code @type}; unknown properties are passed over, so that an older
 * version reads what a newer one wrote.
 */
public final class Json {
  /** The deepest nesting that is read. */
  private static final int DEPTH_LIMIT = 64;

  private static final JsonMapper MAPPER = mapper();

  /** Servers may be of a newer version; its states and kinds of messages are passed over. */
  private static final JsonMapper WIRE =
      MAPPER.rebuild().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build();

  private Json() {}

  /** Marks a sealed type as one whose record names are written. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
  private interface Sealed {}

  /** Marks messages; what has no known name is no known message. */
  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      property = "@type",
      defaultImpl = WireMessage.Unknown.class)
  private interface Message {}

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
            .build();
    JsonMapper.Builder builder =
        JsonMapper.builder(factory).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    sealed(builder, Assignment.class);
    sealed(builder, Change.class);
    sealed(builder, Outcome.class);
    sealed(builder, Reason.class);
    sealed(builder, Destination.class);
    sealed(builder, LogCommand.class);
    builder.addMixIn(WireMessage.class, Message.class);
    register(builder, WireMessage.class);
    return builder.build();
  }

  private static void sealed(JsonMapper.Builder builder, Class<?> type) {
    builder.addMixIn(type, Sealed.class);
    register(builder, type);
  }

  private static void register(JsonMapper.Builder builder, Class<?> type) {
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isInterface()) {
        builder.addMixIn(permitted, Sealed.class);
        register(builder, permitted);
      } else {
        builder.registerSubtypes(new NamedType(permitted, permitted.getSimpleName()));
      }
    }
  }

  /** The mapper, for trees and streams. */
  public static JsonMapper mapping() {
    return MAPPER;
  }

  /** A value as JSON bytes. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * A message from JSON bytes, perhaps of a newer version.
   *
   * @throws JacksonException when the bytes are no message
   */
  public static WireMessage message(byte[] bytes) {
    return WIRE.readValue(bytes, WireMessage.class);
  }

  /**
   * A value from JSON bytes.
   *
   * @throws JacksonException when the bytes are no such value
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    return MAPPER.readValue(bytes, type);
  }
}
