package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What moderators may do, and nobody else. */
class ModerationTest extends NodeSpecification {

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void othersMayNot() {
        Client alice = connect();
        Client bob = connect("moderator");
        Client carol = connect();
        alice.join(room);
        carol.join(room);
        // The right alone is not enough: it counts "in rooms where it has that role".
        bob.join(room);

        for (Client member : List.of(alice, bob)) {
            for (Map<String, Object> deed : List.of(
                    frame("kick", "peer", carol.peer()),
                    frame("mute", "peer", carol.peer(), "source", "microphone"),
                    frame("mute", "source", "camera"),
                    frame("lock"),
                    frame("unlock"),
                    frame("set-role", "peer", carol.peer(), "role", "host"),
                    frame("close-room"))) {
                member.refused("not-allowed", deed);
            }
        }
        carol.expectNothingBut("peer-joined");
    }

    @Test
    void whoIsMutedIsAsked() {
        given(
                        "moderator {'type':'join','room':'r','role':'moderator'}",
                        "alice {'type':'join','room':'r'}",
                        "bob {'type':'join','room':'r'}")
                .when("moderator {'type':'mute','id':'1','peer':'$alice','source':'screen'}")
                .then(
                        "moderator {'type':'ack','id':'1'}",
                        "alice {'type':'mute-requested','room':'r','from':'$moderator','source':'screen'}");
        when("moderator {'type':'mute','source':'microphone'}")
                .then(
                        "alice {'type':'mute-requested','from':'$moderator','source':'microphone'}",
                        "bob {'type':'mute-requested','from':'$moderator','source':'microphone'}");
    }

    @Test
    void aBarKeepsTheKickedOutForAWhile() {
        User user = User.any();
        Client moderator = connect("moderator");
        Client kicked = connect(user);
        moderator.join(room, "role", "moderator");
        kicked.join(room);

        moderator.ack(frame("kick", "peer", kicked.peer(), "barSeconds", 2));
        kicked.await("left");
        kicked.refused("not-allowed", join(room));
        connect(user).refused("not-allowed", join(room));
        connect().join(room);
        pass(Duration.ofSeconds(1));
        kicked.refused("not-allowed", join(room));

        pass(Duration.ofSeconds(1));
        kicked.join(room);
    }
}
