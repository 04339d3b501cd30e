package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/**
 * A candidate in a session description, and the line it stands in, counted from 1.
 *
 * @param candidate {@code null} if it cannot be read, or only in more than one way, where that does not condemn the description
 */
public record DescribedCandidate(int line, @Nullable IceCandidate candidate) {}
