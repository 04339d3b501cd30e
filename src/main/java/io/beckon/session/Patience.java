package io.beckon.session;

import org.jspecify.annotations.Nullable;

/**
 * How long a session that has lost its connection is waited for.
 *
 * @param leavesAt when it has left that is not back; {@code null}: when the rooms decide so
 * @param due when it cannot come back any more
 * @param rememberUntil until when it matters that it was here
 */
record Patience(@Nullable Long leavesAt, long due, long rememberUntil) {}
