package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.room.Right;
import io.beckon.session.OneNode.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users may do together of whom one person can be any number. */
class CrowdTest {

    private static final String PING = "{'type':'ping'}";

    private final OneNode node = new OneNode(
            new LimitsOf().frames(5, 40).perUser(4, 10, 200, 6).crowd(3).limits());

    private static Caller guest(int number) {
        return Callers.guest("guest-" + number, "default/r/leaked");
    }

    /** How many frames are accepted of those who are somebody else each time. */
    private int accepted(IntFunction<Visitor> visitors) {
        return IntStream.range(0, 30)
                .map(i -> {
                    Visitor visitor = visitors.apply(i);
                    visitor.sends(Collections.nCopies(40, PING).toArray(String[]::new));
                    visitor.hangsUp();
                    return visitor.received("pong").size();
                })
                .sum();
    }

    @Test
    void guestsOfOneInvitationMayDoWhatSoManyUsersMay() {
        assertEquals(3 * 4 * 40, accepted(i -> node.connect(guest(i))));
        for (int second = 0; second < 3; second++) {
            node.pass(Duration.ofSeconds(1));
            assertEquals(3 * 4 * 5, accepted(i -> node.connect(guest(100 + i))));
        }
        Caller other = Callers.guest("guest-other", "default/r/another");
        assertEquals(4 * 40, accepted(i -> node.connect(other)));
    }

    @Test
    void thoseOfOneNetworkWhoHaveNotSignedInMayDoWhatSoManyUsersMay() {
        assertEquals(3 * 4 * 40, accepted(i -> node.connect(Callers.anonymous("anonymous-" + i))));
        node.pass(Duration.ofSeconds(1));
        assertEquals(3 * 4 * 5, accepted(i -> node.connect(Callers.anonymous("anonymous-x" + i))));
        assertEquals(3 * 4 * 40, accepted(i -> node.connect(Callers.anonymous("anonymous-y" + i), "198.51.100.1")));
        assertEquals(30 * 40, accepted(i -> node.connect(Callers.of("default", "user" + i))));
    }

    @Test
    void theirJoinsAndBytesAreCountedToo() {
        long joined = IntStream.range(0, 10)
                .mapToObj(i -> node.connect(guest(i)))
                .flatMap(visitor -> {
                    for (int room = 0; room < 6; room++) {
                        visitor.sends("{'type':'join','room':'r" + room + "'}");
                    }
                    return visitor.received("joined").stream();
                })
                .count();
        assertEquals(3 * 6, joined);

        OneNode slow = new OneNode(new LimitsOf()
                .bytes(100, 1000)
                .perUser(1, 10, 200, 600)
                .crowd(3)
                .limits());
        String full = "{'type':'update','metadata':{'text':'" + "x".repeat(400) + "'}}";
        for (int i = 0; i < 10; i++) {
            slow.connect(guest(i)).sends("{'type':'join','room':'r" + i + "'}", full, full);
        }
        Visitor late = slow.connect(guest(10)).sends(full);
        assertTrue(late.received("error").getFirst().contains("\"rate-limited\""), late.frames::toString);
    }

    @Test
    void whatACrowdMayNotDoCostsItsUsersNothingAndPutsNobodyOut() {
        accepted(i -> node.connect(guest(i)));
        Visitor late = node.connect(guest(100)).sends(PING, PING);
        assertEquals(2, late.received("error").size());
        node.pass(Duration.ofSeconds(8));
        late.sends(Collections.nCopies(42, PING).toArray(String[]::new));
        assertEquals(40, late.received("pong").size());
        assertEquals(List.of(), late.closed);
        late.hangsUp();
        assertEquals(0, node.sessions.users().arrive(guest(100).key(), node.limits, node.now()));
    }

    /** They come at the same moment, turn cameras on and hands up, say hello, negotiate with ten candidates, and go: what nobody does faster. */
    @Test
    void fiveHundredGuestsOfOneInvitationMeetNothing() {
        OneNode usual = new OneNode(Limits.DEFAULT);
        Visitor server = usual.connect(Callers.of("default", "sfu", Set.of(Right.JOIN, Right.MEDIA_SERVER)))
                .sends("{'type':'join','room':'r','pattern':'sfu','role':'media-server'}");
        List<Visitor> crowd = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        String metadata = "'metadata':{'microphone':true,'camera':true,'hand':1767225600000,'unseen':true,'lines':180}";
        for (int i = 0; i < 500; i++) {
            Visitor guest = usual.connect(guest(i));
            crowd.add(guest.sends("{'type':'join','room':'r','name':'Guest " + i + "'," + metadata + "}"));
            assertEquals(1, guest.received("joined").size(), guest.frames::toString);
        }
        String candidate = "{'type':'message','to':'" + peerOf(server) + "','data':'" + "x".repeat(200) + "'}";
        List<String> each = new ArrayList<>(Collections.nCopies(3, "{'type':'update'," + metadata + "}"));
        each.add("{'type':'message','data':'" + "hello, ".repeat(30) + "'}");
        each.addAll(Collections.nCopies(10, candidate));
        for (Visitor guest : crowd) {
            guest.sends(each.toArray(String[]::new));
            server.turn().frames.clear();
            for (Visitor one : crowd) {
                errors.addAll(one.turn().received("error"));
                one.frames.clear();
            }
        }
        crowd.forEach(guest -> guest.sends("{'type':'leave','room':'r'}"));
        crowd.forEach(guest -> errors.addAll(guest.turn().received("error")));
        assertEquals(List.of(), errors);
        crowd.forEach(guest -> assertEquals(List.of(), guest.closed));
    }

    private static String peerOf(Visitor visitor) {
        return visitor.received("joined").getFirst().replaceAll(".*\"self\":\\{\"peer\":\"([^\"]+).*", "$1");
    }

    @Test
    void whatTheyReadAgainIsCountedToo() {
        long now = node.now();
        for (int i = 0; i < 13; i++) {
            Conduct guest = node.sessions.users().enter(guest(i), "", node.limits, node::now, now);
            assertEquals(i == 12, guest.waitToReread(now) > 0, "guest " + i);
            guest.rereads(Limits.DEFAULT.bytesBurst(), now);
            node.sessions.users().leave(guest);
        }
        Conduct another = node.sessions.users().enter(Callers.of("default", "anna"), "", node.limits, node::now, now);
        assertEquals(0, another.waitToReread(now));
    }
}
