package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/**
 * How a candidate says which m-section it is of (W3C WebRTC section 4.8.1).
 *
 * @param mid {@code null}: the index tells
 * @param index from 0; -1: the {@code mid} tells
 */
public record SectionName(@Nullable String mid, int index) {

    /** The {@code mid} counts where there are both; {@code null} if there is neither. */
    public static @Nullable SectionName of(@Nullable String mid, @Nullable Long index) {
        if (mid != null) {
            return new SectionName(mid, -1);
        }
        return index == null ? null : new SectionName(null, index.intValue());
    }
}
