package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.PairView;
import io.beckon.administration.PeerView;
import io.beckon.administration.RoomView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A room and some of those who are in it, in the order in which they joined. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A room and some of those who are in it, in the order in which they joined")
public record RoomDetail(
        String tenant,
        @Schema(description = "Its name") String room,

        @Schema(enumeration = {"mesh", "sfu", "mcu", "broadcast"})
        String pattern,

        boolean locked,
        @Schema(description = "How many are in it") int total,

        @Schema(description = "How many there are in each role that has any")
        Map<String, Integer> roles,

        @Schema(description = "Its partition in the log") int shard,

        @Schema(description = "The call that it is there for, if it is a call's") @Nullable String call,

        @Schema(description = "When it was opened, where the node has seen that") @Nullable Instant openedAt,

        @Schema(description = "When something last happened in it, where the node has seen that") @Nullable Instant lastAt,

        @Schema(description = "About how much memory its state takes")
        long bytes,

        List<RoomDetail.Peer> participants,

        @Schema(
                description =
                        "What these participants negotiate, each with those whose ids sort after their own; at most 500,"
                                + " those that are connected last")
        List<RoomDetail.Pair> negotiations,

        @Schema(description = "Where the next page begins; left out at the end") @Nullable String next) {

    /** Somebody who is in the room. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Participant", description = "Somebody who is in the room")
    public record Peer(
            @Schema(description = "Its id in this room") String peer,
            String user,
            @Schema(description = "By its token") String userName,

            @Schema(description = "As it calls itself in this room") @Nullable String name,

            @Schema(enumeration = {"participant", "viewer", "host", "moderator", "media-server"})
            String role,

            String session,

            @Schema(description = "If not, its place is kept for a while")
            boolean connected,

            @Schema(description = "The process to which it is, or was last, connected")
            String instance,

            @Schema(description = "The name of its node") String node,

            @Schema(description = "Place of its join in the room's order")
            long joinedSeq) {

        static Peer of(PeerView view, String node) {
            var participant = view.participant();
            return new Peer(
                    participant.peer(),
                    participant.user(),
                    participant.userName(),
                    participant.name(),
                    participant.role().wireName(),
                    view.session(),
                    view.connected(),
                    view.instance(),
                    node,
                    view.joined());
        }
    }

    /** What two participants negotiate for one of their connections. */
    @Schema(name = "Negotiation", description = "What two participants negotiate for one of their connections")
    public record Pair(
            @Schema(description = "The participant whose id sorts first")
            String first,

            @Schema(description = "The other one") String second,

            @Schema(description = "Which of their connections; empty: the one without a name")
            String pc,

            @Schema(enumeration = {"idle", "open", "answered", "connected", "failed"})
            String state) {

        static Pair of(PairView view) {
            return new Pair(
                    view.first(), view.second(), view.pc(), view.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** @param nodes the names of nodes by instance */
    static RoomDetail of(
            RoomView room, List<PeerView> peers, List<PairView> pairs, int limit, UnaryOperator<String> nodes) {
        return new RoomDetail(
                room.key().tenant(),
                room.key().name(),
                room.pattern().wireName(),
                room.locked(),
                room.participants(),
                RoomEntry.roles(room),
                room.shard(),
                room.call(),
                room.openedAt(),
                room.lastAt(),
                room.bytes(),
                peers.stream()
                        .map(peer -> Peer.of(peer, nodes.apply(peer.instance())))
                        .toList(),
                pairs.stream().map(Pair::of).toList(),
                peers.size() < limit ? null : Long.toString(peers.getLast().joined()));
    }
}
