package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.rollback;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.call.CalleeState;
import io.beckon.following.FollowingFigures;
import io.beckon.following.FollowingFigures.Settlement;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.FrameType;
import io.beckon.protocol.MessageType;
import io.beckon.session.SessionFigures.ResumeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node counts of what it does for its clients. */
class FiguresTest extends NodeSpecification {

    private final List<Settlement> settled = new ArrayList<>();
    private int applied;

    @BeforeEach
    void watch() {
        node.following.watch(new FollowingFigures.Watcher() {
            @Override
            public void read(long millis) {}

            @Override
            public void applied(long nanos) {
                applied++;
            }

            @Override
            public void settled(Settlement how, long millis) {
                settled.add(how);
            }
        });
    }

    @Test
    void framesCountByTheirTypesInAndOut() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.answered();
        pair.first()
                .refused(
                        "no-such-peer",
                        frame("offer", "to", "nobody", "offer", Frames.object("type", "offer", "sdp", Pair.OFFER)));

        assertEquals(2, node.figures.received(MessageType.JOIN));
        assertEquals(2, node.figures.received(MessageType.OFFER));
        assertEquals(1, node.figures.received(MessageType.ANSWER));
        assertEquals(2, node.figures.sentOf(FrameType.WELCOME));
        assertEquals(2, node.figures.sentOf(FrameType.JOINED));
        assertEquals(1, node.figures.sentOf(FrameType.PEER_JOINED));
        assertEquals(1, node.figures.sentOf(FrameType.OFFER));
        assertEquals(1, node.figures.sentOf(FrameType.ANSWER));
        assertEquals(1, node.figures.sentOf(FrameType.ERROR));
        assertEquals(1, node.figures.errors(ErrorCode.NO_SUCH_PEER));
        assertEquals(5, applied, "two joins, an offer, an answer, and the offer that was refused");
    }

    @Test
    void anOfferCountsOnceByWhatHasBecomeOfIt() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        assertEquals(List.of(), settled, "it is open");
        pair.answered();
        assertEquals(List.of(Settlement.ANSWERED), settled);

        pair.offered();
        pair.first().ack(frame("reject", "to", pair.second().peer()));
        pair.offered();
        pair.second().ack(rollback("to", pair.first().peer()));
        pair.offered();
        pair.offered(Sdp.offer("cccc").version(3).text());
        pass(Duration.ofSeconds(40));
        pair.offered(Sdp.offer("dddd").version(4).text());
        pair.second().expect("left", frame("leave"));

        assertEquals(
                List.of(
                        Settlement.ANSWERED,
                        Settlement.REJECTED,
                        Settlement.ROLLED_BACK,
                        Settlement.ABANDONED,
                        Settlement.TIMEOUT,
                        Settlement.ABANDONED),
                settled);
    }

    @Test
    void anOpenOfferThatYieldsCountsAsGlare() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.first().ack(Frames.offer(Pair.OFFER, "to", pair.second().peer()));

        assertEquals(List.of(Settlement.GLARE), settled);
    }

    @Test
    void resumesCountByTheirResult() {
        String room = ServerUnderTest.freshRoom();
        Client old = connect();
        old.join(room);
        long seen = old.lastSeq(room);
        String session = old.session();
        String secret = old.secret();
        old.vanish();
        Client back = connect(new User(old.user(), "Name of " + old.user(), List.of(), 3600));
        back.refused("resume-expired", Resuming.resume(session, "wrong", Map.of(room, seen)));
        back.expect("resumed", Resuming.resume(session, secret, Map.of(room, seen, "never", 1L)));

        assertEquals(1, node.figures.resumes(ResumeResult.EXPIRED));
        assertEquals(1, node.figures.resumes(ResumeResult.PARTIAL));
        assertEquals(0, node.figures.resumes(ResumeResult.RESUMED));
    }

    @Test
    void callsCountByWhatHasBecomeOfThem() {
        Client caller = connect();
        Client callee = connect();
        callee.refused("no-such-call", Phone.step("decline", "nothing"));

        for (String how : List.of("decline", "accept")) {
            String call = caller.expect("calling", Phone.call(callee.user()))
                    .path("call")
                    .asText();
            callee.await("incoming-call");
            callee.request(Phone.step(how, call));
        }
        caller.await("accepted");

        assertEquals(1, node.switchboard.settled(CalleeState.DECLINED));
        assertEquals(1, node.switchboard.settled(CalleeState.ACCEPTED));
        assertEquals(0, node.switchboard.settled(CalleeState.BUSY));
        assertEquals(2, node.figures.sentOf(FrameType.INCOMING_CALL));
    }
}
