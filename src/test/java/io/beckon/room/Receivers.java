package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a room, as good ones: each builds its roster from what it is told, and has seen its last {@code seq}. Fails
 * when somebody is told what it must not be told, or a roster is not that of the room.
 */
final class Receivers {

    private final Room room;
    private final Tally tally;
    private final Map<String, Map<String, Reply.Rostered>> rosters = new HashMap<>();
    private final Map<String, Long> lastSeq = new HashMap<>();

    Receivers(Room room, Tally tally) {
        this.room = room;
        this.tally = tally;
    }

    void receive(Outcome outcome, RoomSnapshot before, RoomSnapshot after) {
        List<String> were = sessions(before);
        List<String> are = sessions(after);
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.Replied replied -> reply(replied, before.equals(after));
                case Effect.Emitted emitted -> {
                    List<String> receivers = Told.receivers(emitted.audience(), were, are);
                    assertEquals(receivers.size(), Set.copyOf(receivers).size(), "told twice at once");
                    tally.count("events", name(emitted.event()));
                    for (String session : receivers) {
                        place(session, outcome.position(), emitted);
                        mayKnow(session, emitted.event(), before, after);
                        tell(session, emitted.event(), before);
                    }
                }
                case Effect.Ordered ordered -> {}
                case Effect.Seated seated ->
                    rosters.put(seated.session(), map(seated.admitted().roster()));
                case Effect.KnockAnswered answered -> assertFalse(are.contains(answered.session()), "a member knocks");
                case Effect.CallOver over -> {}
                case Effect.Armed timer -> {}
            }
        }
        rosters.keySet().retainAll(are);
        assertEquals(Set.copyOf(are), rosters.keySet());
        rosters.forEach((session, roster) -> assertEquals(roster(session), roster, "another roster than the room's"));
    }

    private void place(String session, long position, Effect.Emitted emitted) {
        assertTrue(emitted.index() >= 0 && emitted.index() < Seq.FRAMES_PER_RECORD);
        long seq = Seq.of(position, emitted.index());
        Long last = lastSeq.put(session, seq);
        assertTrue(last == null || last < seq, "seq does not rise");
    }

    private void reply(Effect.Replied replied, boolean unchanged) {
        String session = replied.origin().session();
        switch (replied.reply()) {
            case Reply.Admitted in -> {
                if (unchanged) {
                    assertEquals(map(in.roster()), rosters.get(session), "the roster of a repeated join");
                }
                rosters.put(session, map(in.roster()));
            }
            case Reply.Resumed back -> rosters.put(session, map(back.roster()));
            case Reply.Acknowledged ack -> {}
            case Reply.Knocking knocking -> {}
            case Reply.Departed out -> {}
            case Reply.Refused refused -> {}
        }
    }

    /** No frame leaves the room, and in a broadcast nothing of a viewer reaches another. */
    private void mayKnow(String session, Event event, RoomSnapshot before, RoomSnapshot after) {
        Member was = Promises.member(before, session);
        Member is = Promises.member(after, session);
        boolean departed = was != null && is == null;
        switch (event) {
            case Event.Dismissed dismissed -> assertTrue(departed, "dismissed, but was not there or stays");
            case Event.Closed closed -> assertTrue(departed, "closed, but was not there or stays");
            case Event.Knocks knocks ->
                assertTrue(is != null && is.role() == Role.MODERATOR, "told of knocks, and does not moderate");
            case Event.CallEnded ended -> assertTrue(departed, "the call is over, but not for this one");
            default -> assertTrue(was != null && is != null, "told to somebody outside the room");
        }
        if (after.pattern() == Pattern.BROADCAST && isViewer(was) && isViewer(is)) {
            for (String peer : about(event)) {
                Member other = byPeer(after, peer);
                Member otherBefore = byPeer(before, peer);
                boolean viewer = isViewer(other) && (otherBefore == null || isViewer(otherBefore))
                        || other == null && isViewer(otherBefore);
                assertTrue(!viewer || peer.equals(Objects.requireNonNull(is).peer()), "a viewer is told of another");
            }
        }
        if (World.isCentral(after.pattern())
                && event instanceof Event.Relayed relayed
                && relayed.kind() != Event.Kind.MESSAGE
                && is != null) {
            Member from = Objects.requireNonNull(byPeer(after, relayed.from()));
            assertTrue(is.isMediaServer() || from.isMediaServer(), "participants negotiate past the media server");
        }
    }

    private void tell(String session, Event event, RoomSnapshot before) {
        Map<String, Reply.Rostered> roster = rosters.getOrDefault(session, Map.of());
        switch (event) {
            case Event.PeerJoined in -> {
                assertNotEquals(self(session), in.peer().peer());
                assertNull(roster.put(in.peer().peer(), new Reply.Rostered(in.peer(), in.polite())), "joined twice");
            }
            case Event.PeerUpdated changed
            when changed.peer().peer().equals(self(session)) -> {
                Member was = Promises.member(before, session);
                if (was != null && was.role() != changed.peer().role()) {
                    rosters.put(session, roster(session));
                }
            }
            case Event.PeerUpdated changed ->
                assertNotNull(
                        roster.replace(changed.peer().peer(), new Reply.Rostered(changed.peer(), changed.polite())),
                        "updated, but was never seen");
            case Event.PeerLeft out -> assertNotNull(roster.remove(out.peer()), "left, but was never seen");
            case Event.Relayed relayed -> sender(session, relayed.from());
            case Event.NegotiationChanged changed -> {}
            case Event.MuteRequested mute -> {
                if (!mute.from().equals(self(session))) {
                    sender(session, mute.from());
                }
            }
            case Event.Knocks knocks -> {}
            case Event.Locked locked -> {}
            case Event.Unlocked unlocked -> {}
            case Event.Closed closed -> {}
            case Event.CallEnded ended -> {}
            case Event.Dismissed dismissed -> {}
        }
    }

    /** Those on stage know whoever speaks to them, but for administrators; in a lobby nobody knows anybody. */
    private void sender(String session, String from) {
        if (from.equals(Orders.SENDER) || room.pattern() == Pattern.LOBBY) {
            return;
        }
        Member receiver = Objects.requireNonNull(room.state().members.bySession(session));
        if (room.pattern() != Pattern.BROADCAST || Members.isOnStage(receiver)) {
            assertTrue(rosters.get(session).containsKey(from), "spoken to by a stranger");
        }
    }

    private @Nullable String self(String session) {
        Member member = room.state().members.bySession(session);
        return member == null ? null : member.peer();
    }

    private Map<String, Reply.Rostered> roster(String session) {
        return map(Objects.requireNonNull(room.roster(session, 0)));
    }

    private static Map<String, Reply.Rostered> map(Reply.Roster roster) {
        Map<String, Reply.Rostered> map = new LinkedHashMap<>();
        roster.participants().forEach(seen -> map.put(seen.participant().peer(), seen));
        return map;
    }

    private static Set<String> about(Event event) {
        Set<String> peers = new HashSet<>();
        switch (event) {
            case Event.PeerJoined in -> peers.add(in.peer().peer());
            case Event.PeerUpdated changed -> peers.add(changed.peer().peer());
            case Event.PeerLeft out -> peers.add(out.peer());
            case Event.Relayed relayed -> peers.add(relayed.from());
            case Event.NegotiationChanged changed -> {
                peers.add(changed.from());
                if (changed.to() != null) {
                    peers.add(changed.to());
                }
            }
            case Event.MuteRequested mute -> peers.add(mute.from());
            case Event.Knocks knocks -> {}
            case Event.Locked locked -> {}
            case Event.Unlocked unlocked -> {}
            case Event.Closed closed -> {}
            case Event.CallEnded ended -> {}
            case Event.Dismissed dismissed -> {}
        }
        return peers;
    }

    private static String name(Event event) {
        return switch (event) {
            case Event.Relayed relayed -> "Relayed " + relayed.kind().wireName();
            case Event.NegotiationChanged changed -> "Negotiation " + changed.change();
            case Event.PeerLeft left -> "PeerLeft " + left.reason().wireName();
            default -> event.getClass().getSimpleName();
        };
    }

    private static boolean isViewer(@Nullable Member member) {
        return member != null && member.role() == Role.VIEWER;
    }

    private static @Nullable Member byPeer(RoomSnapshot snapshot, String peer) {
        return snapshot.members().stream()
                .filter(member -> member.peer().equals(peer))
                .findFirst()
                .orElse(null);
    }

    private static List<String> sessions(RoomSnapshot snapshot) {
        return snapshot.members().stream().map(Member::session).toList();
    }
}
