package io.beckon.session;

import io.beckon.protocol.ServerMessage;

/**
 * The reply to a frame that somebody else than the connection waits for.
 *
 * @param json the same as it goes out
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(ServerMessage message, byte[] json) {}
