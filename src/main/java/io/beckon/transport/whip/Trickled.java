package io.beckon.transport.whip;

import io.beckon.transport.signaling.Frames;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that comes after its description (RFC 8838), or the word that there are no more.
 *
 * @param mid of its m-section; {@code null}: the index tells
 * @param index of its m-section; -1: the {@code mid} tells, or all are meant
 * @param candidate {@code candidate:…}; empty: there are no more
 */
record Trickled(@Nullable String mid, int index, String candidate) {

    boolean isEnd() {
        return candidate.isEmpty();
    }

    /** Whether it belongs to an m-section. One without a mid is known by its index, or by that in place of a mid. */
    boolean isOf(@Nullable String section, int number) {
        if (mid == null || section == null && index >= 0) {
            return Math.max(0, index) == number;
        }
        return mid.equals(section == null ? Integer.toString(number) : section);
    }

    /** The same by the name that an m-section has: where it has no mid, its index. */
    Trickled as(@Nullable String section, int number) {
        return section == null ? new Trickled(null, number, candidate) : this;
    }

    /** As it stands in a description. */
    String line() {
        return candidate.startsWith("a=") ? candidate : "a=" + candidate;
    }

    /** What the member {@code candidate} of a frame says; {@code null} and {@code ""} are the end of all. */
    static Trickled of(@Nullable Object value) {
        if (!(value instanceof JsonObject candidate)) {
            return new Trickled(null, -1, "");
        }
        String mid = Frames.text(candidate, "sdpMid");
        return new Trickled(
                mid.isEmpty() ? null : mid,
                Frames.whole(candidate, "sdpMLineIndex", -1),
                Frames.text(candidate, "candidate").strip());
    }

    /** The member {@code candidate} of a frame (W3C WebRTC section 4.8.1). */
    JsonObject init(@Nullable String usernameFragment) {
        JsonObject init = new JsonObject().put("candidate", candidate);
        if (mid != null) {
            init.put("sdpMid", mid);
        }
        if (index >= 0 || mid == null) {
            init.put("sdpMLineIndex", Math.max(0, index));
        }
        return usernameFragment == null ? init : init.put("usernameFragment", usernameFragment);
    }

    @Override
    public String toString() {
        return "Trickled[" + mid + " " + index + "]";
    }
}
