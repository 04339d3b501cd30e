package io.beckon.session;

import io.beckon.protocol.MessageCodec;
import org.jspecify.annotations.Nullable;

/**
 * A frame as it came.
 *
 * @param codec its encoding
 * @param asked the {@code id} by which somebody waits for its reply, which the frame has too; {@code null}: it came over the connection
 */
@SuppressWarnings("ArrayRecordComponent")
record Inbound(byte[] frame, MessageCodec codec, @Nullable String asked) {}
