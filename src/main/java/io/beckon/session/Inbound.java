package io.beckon.session;

import org.jspecify.annotations.Nullable;

/**
 * A frame as it came.
 *
 * @param size in bytes
 * @param asked the {@code id} by which somebody waits for its reply, which the frame has too; {@code null}: it came over the connection
 */
record Inbound(int size, Content content, @Nullable String asked) {}
