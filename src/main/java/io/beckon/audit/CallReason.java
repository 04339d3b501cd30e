package io.beckon.audit;

import io.beckon.room.LeaveReason;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was over. What a party writes as its reason is what it says to another: of that these words are known, and anything
 * else is {@link #OTHER}.
 */
public enum CallReason {
    HANGUP,
    BUSY,
    DECLINED,
    NO_ANSWER,
    CANCELLED,
    /** Each had called the other, and one of the calls was accepted. */
    CROSSED,
    /** An administrator has ended it. */
    ADMINISTRATOR,
    LEFT,
    TIMEOUT,
    KICKED,
    ROOM_CLOSED,
    TOKEN_EXPIRED,
    SIGNED_OUT,
    REPLACED,
    NODE_LOST,
    OTHER;

    /** The words that a party may use; the others are the service's own. */
    private static final Set<CallReason> OF_PARTIES = Set.of(HANGUP, BUSY, DECLINED, NO_ANSWER, CANCELLED);

    /** @param reason a party's; {@code null} for none, and for no words at all */
    static @Nullable CallReason said(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        return OF_PARTIES.stream()
                .filter(word -> word.toString().equals(reason))
                .findAny()
                .orElse(OTHER);
    }

    /** @param reason the room's, for which somebody went: the {@link LeaveReason#wireName()} */
    static CallReason ofLeaving(String reason) {
        for (LeaveReason why : LeaveReason.values()) {
            if (why.wireName().equals(reason)) {
                return valueOf(why.name());
            }
        }
        return OTHER;
    }

    /** As on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
