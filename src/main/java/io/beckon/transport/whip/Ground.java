package io.beckon.transport.whip;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.json.FrameText;
import io.beckon.room.DescriptionTrail;
import io.beckon.room.IceGeneration;
import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the room of a resource says of it: what every node knows that follows the room. */
record Ground(Follower follower, RoomKey room) {

    private static final byte[] TRUE = "true".getBytes(US_ASCII);

    /** The fingerprint of a username fragment. */
    static long generation(String usernameFragment) {
        return IceGeneration.of(List.of(usernameFragment)).fingerprints().get(0);
    }

    /** The place of the last record. */
    long now() {
        return Seq.of(follower.partition(room).position(), 0);
    }

    /** {@code null}: nobody is there. */
    @Nullable Pattern pattern() {
        return follower.read(
                room,
                followed -> followed.room().isEmpty() ? null : followed.room().pattern());
    }

    /** Whether somebody may be there who would answer a player. */
    boolean hasSource() {
        Boolean has = follower.read(
                room,
                followed -> followed.room().stage().size() > 0
                        && (followed.room().counts().getOrDefault(Role.MEDIA_SERVER, 0) > 0
                                || followed.room().pattern() == Pattern.BROADCAST
                                        && followed.room().counts().getOrDefault(Role.HOST, 0) > 0));
        return Boolean.TRUE.equals(has);
    }

    /** Who of those that a player's offer goes to says that it makes offers to players itself ({@code metadata.offers}), by peer id. */
    Set<String> offerers() {
        Set<String> offerers = new LinkedHashSet<>();
        follower.read(room, followed -> {
            List<Member> stage = followed.room().stage().stream()
                    .map(session -> followed.room().member(session))
                    .toList();
            boolean isServed = stage.stream().anyMatch(member -> isIn(member, Role.MEDIA_SERVER));
            stage.stream()
                    .filter(member -> isIn(member, isServed ? Role.MEDIA_SERVER : Role.HOST))
                    .filter(Ground::offers)
                    .forEach(member -> offerers.add(member.participant().peer()));
            return offerers;
        });
        return offerers;
    }

    private static boolean isIn(Member member, Role role) {
        return member.participant().role() == role;
    }

    private static boolean offers(Member member) {
        byte[] metadata = member.participant().metadata().utf8();
        Map<String, FrameText.Range> members = FrameText.members(metadata);
        FrameText.Range offers = members == null ? null : members.get("offers");
        return offers != null && Arrays.equals(metadata, offers.begin(), offers.end(), TRUE, 0, TRUE.length);
    }

    /** What a session has negotiated with who has answered it, or was answered; {@code null}: nothing, or all of it was rejected. */
    @Nullable Agreed agreed(String session) {
        return follower.read(room, followed -> agreed(followed, session));
    }

    /** Whether an offer of a session or to it is open. */
    boolean isOpen(String session) {
        return follower.read(
                        room, followed -> open(followed, session).findFirst().orElse(null))
                != null;
    }

    /**
     * Whether an offer of a session or to it is open between it and somebody who is connected, or was answered: the answer may be on its way
     * to who asks.
     */
    boolean isHeard(String session) {
        Boolean isHeard = follower.read(room, followed -> {
            String self = followed.room().peer(session);
            return self != null
                    && (agreed(followed, session) != null
                            || followed.room().negotiations(self).stream()
                                    .filter(negotiation -> negotiation.open() != null)
                                    .anyMatch(negotiation -> isConnected(followed, negotiation.other(self))));
        });
        return Boolean.TRUE.equals(isHeard);
    }

    private static boolean isConnected(FollowedRoom followed, String peer) {
        Member member = followed.room().participant(peer);
        return member != null && member.absence() == null;
    }

    /** The offers to a session that are open. */
    List<Offer> offers(String session) {
        List<Offer> offers = follower.read(
                room,
                followed -> open(followed, session)
                        .filter(offer -> !offer.from().equals(followed.room().peer(session)))
                        .toList());
        return Objects.requireNonNullElse(offers, List.of());
    }

    private static Stream<Offer> open(FollowedRoom followed, String session) {
        String self = followed.room().peer(session);
        return self == null
                ? Stream.of()
                : followed.room().negotiations(self).stream().map(Offer::of).filter(Objects::nonNull);
    }

    /**
     * An offer that is open.
     *
     * @param pc for which connection of the two
     * @param seq its place in the room's order
     */
    record Offer(String from, String pc, long seq) {

        private static @Nullable Offer of(Negotiation negotiation) {
            OpenOffer open = negotiation.open();
            return open == null ? null : new Offer(open.offerer(), negotiation.pc(), open.seq());
        }
    }

    private static @Nullable Agreed agreed(FollowedRoom followed, String session) {
        String self = followed.room().peer(session);
        return self == null ? null : agreed(followed.room().negotiations(self), self);
    }

    private static @Nullable Agreed agreed(List<Negotiation> negotiations, String self) {
        for (Negotiation negotiation : negotiations) {
            boolean isFirst = negotiation.first().equals(self);
            DescriptionTrail own = isFirst ? negotiation.firstTrail() : negotiation.secondTrail();
            DescriptionTrail others = isFirst ? negotiation.secondTrail() : negotiation.firstTrail();
            IceGeneration generation = own.current();
            Negotiation.State state = agreed(negotiation);
            List<Long> fingerprints = generation == null ? List.of() : generation.fingerprints();
            if (state != Negotiation.State.IDLE && !fingerprints.isEmpty() && others.current() != null) {
                return new Agreed(negotiation.other(self), fingerprints.get(0), state);
            }
        }
        return null;
    }

    /** What the two have agreed on holds while another offer is open. */
    private static Negotiation.State agreed(Negotiation negotiation) {
        Negotiation.Agreed before = negotiation.agreed();
        if (negotiation.open() == null) {
            return negotiation.state();
        }
        return before == null ? Negotiation.State.IDLE : before.state();
    }

    /**
     * With whom, and on what.
     *
     * @param generation of this side's latest description
     * @param state what the other side says of the media, if anything
     */
    record Agreed(String peer, long generation, Negotiation.State state) {

        /** Whether the other side says that the media have stopped. */
        boolean hasFailed() {
            return state == Negotiation.State.FAILED;
        }

        /** Whether it has said anything of them since they agreed; if not, perhaps it never does. */
        boolean isWatched() {
            return state != Negotiation.State.ANSWERED;
        }
    }
}
