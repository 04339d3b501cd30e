package io.beckon.history;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that one session did or was told. A {@code marker} is what tells a frame's body from every other's. */
public sealed interface Happening {

    String room();

    /**
     * It is in the room, from {@code seq} on.
     *
     * @param others the peers that it was told are there
     * @param again whether this answers a join sent before on another connection, so that frames in between may be missing
     */
    record Joined(String room, long seq, String peer, String role, List<String> others, boolean again)
            implements Happening {}

    /** It sent a frame for the first time. Without {@code to} it is for everyone else. */
    record Sent(
            String room,
            String id,
            String type,
            String marker,
            @Nullable String to) implements Happening {}

    record Acknowledged(String room, String id, long seq) implements Happening {}

    /** The frame will never be accepted: it is not sent again. */
    record Refused(String room, String id, String code) implements Happening {}

    /** A frame of somebody else's. */
    record Received(
            String room,
            long seq,
            String from,
            String type,
            String marker,
            @Nullable String to) implements Happening {}

    record PeerJoined(String room, long seq, String peer) implements Happening {}

    record PeerLeft(String room, long seq, String peer, String reason) implements Happening {}

    record Locked(String room, long seq) implements Happening {}

    record Unlocked(String room, long seq) implements Happening {}

    /** The room's other frames that have a place in its order. */
    record Told(String room, long seq, String type) implements Happening {}

    /** It left because it wanted to, and was told so. */
    record Left(String room) implements Happening {}

    /** It is back on another connection, after the frame with this {@code seq} that it named. */
    record Resumed(String room, long after) implements Happening {}

    /** It has lost its place. */
    record Expired(String room, String reason) implements Happening {}

    /** At the end, when nothing was under way any more: who is in the room, itself among them. */
    record Roster(String room, Set<String> peers) implements Happening {}
}
