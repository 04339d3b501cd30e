package io.beckon.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.history.Happening.Acknowledged;
import io.beckon.history.Happening.Joined;
import io.beckon.history.Happening.Received;
import io.beckon.history.Happening.Refused;
import io.beckon.history.Happening.Roster;
import io.beckon.history.Happening.Sent;
import io.beckon.history.Violation.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A good run is found good, and every fault that is planted in it is found, where it was planted. */
class HistoryCheckerTest {

    private final Scene scene = new Scene();

    /** Three meet, talk, one breaks off and comes back, one loses its place and one leaves. */
    private Scene goodRun() {
        return scene.joins("ann", 16)
                .joins("bob", 32, "ann")
                .says("ann", 48, "m1", "bob")
                .joins("eve", 64, "ann", "bob")
                .says("bob", 80, "m2", "ann", "eve")
                .says("ann", 96, "m3", "bob", "eve")
                .sends("eve", 112, "m4", "bob", "bob")
                .resumes("bob", 96)
                .joins("joe", 128, "ann", "bob", "eve")
                .says("joe", 144, "m5", "ann", "bob", "eve")
                .isLost("joe", 160, "ann", "bob", "eve")
                .says("ann", 176, "m6", "bob", "eve")
                .leaves("eve", 192, "ann", "bob")
                .says("bob", 208, "m7", "ann")
                .ends("ann", "bob");
    }

    @Test
    void aGoodRunIsFoundGood() {
        goodRun();
        assertEquals(List.of(), check(4));
    }

    @Test
    void whoLostItsPlaceNeedNotHaveGotTheLastFrames() {
        scene.joins("ann", 16)
                .joins("bob", 32, "ann")
                .says("ann", 48, "m1", "bob")
                .says("ann", 64, "m2")
                .isLost("bob", 80, "ann")
                .ends("ann");
        assertEquals(List.of(), check(2));
    }

    @Test
    void aDroppedFrameIsFound() {
        goodRun();
        drop("eve", "m3");
        assertFound(Kind.LOST, 96, "eve");
    }

    @Test
    void aFrameDroppedAtTheVeryEndIsFound() {
        goodRun();
        drop("ann", "m7");
        assertFound(Kind.LOST, 208, "ann");
    }

    @Test
    void aFrameDroppedBeforeItsReceiverLeftIsFound() {
        goodRun();
        drop("eve", "m6");
        assertFound(Kind.LOST, 176, "eve");
    }

    @Test
    void aFrameDroppedBeforeItsReceiverWasLostIsFound() {
        scene.joins("ann", 16)
                .joins("bob", 32, "ann")
                .says("ann", 48, "m1")
                .says("ann", 64, "m2", "bob")
                .isLost("bob", 80, "ann")
                .ends("ann");
        assertFound(Kind.LOST, 48, "bob");
    }

    @Test
    void anAcknowledgedFrameThatNobodyGotIsFound() {
        goodRun();
        drop("bob", "m6");
        drop("eve", "m6");
        assertFound(Kind.LOST, 176, "bob");
        assertFound(Kind.LOST, 176, "eve");
    }

    @Test
    void aDoubledFrameIsFound() {
        goodRun();
        scene.of("bob").add(index("bob", "m3") + 1, received(97, "ann", "m3"));
        assertFound(Kind.TWICE, 97, "bob");
    }

    @Test
    void aFrameThatComesAgainUnchangedIsFound() {
        goodRun();
        scene.of("bob").add(index("bob", "m3") + 1, received(96, "ann", "m3"));
        assertFound(Kind.TWICE, 96, "bob");
        assertFound(Kind.OUT_OF_ORDER, 96, "bob");
    }

    @Test
    void swappedFramesAreFound() {
        goodRun();
        Collections.swap(scene.of("eve"), index("eve", "m2"), index("eve", "m3"));
        assertFound(Kind.OUT_OF_ORDER, 80, "eve");
    }

    @Test
    void framesThatSwappedTheirPlacesForOneReceiverAreFound() {
        goodRun();
        int first = index("eve", "m2");
        int second = index("eve", "m3");
        scene.of("eve").set(first, received(80, "ann", "m3"));
        scene.of("eve").set(second, received(96, "bob", "m2"));
        assertFound(Kind.SAME_PLACE, 80, "eve");
        assertFound(Kind.OUT_OF_ORDER, 96, "eve");
    }

    @Test
    void aFrameThatBecomesOlderAcrossAResumeIsFound() {
        goodRun();
        drop("bob", "m4");
        scene.of("bob").add(index("bob", "m5") + 1, new Received(Scene.ROOM, 112, "eve", "message", "m4", "bob"));
        assertFound(Kind.OUT_OF_ORDER, 112, "bob");
    }

    @Test
    void twoFramesWithOnePlaceAreFound() {
        goodRun();
        scene.says("ann", 224, "m8", "bob").says("bob", 224, "m9", "ann");
        assertFound(Kind.SAME_PLACE, 224, "bob");
    }

    @Test
    void aFrameForSomebodyElseIsFound() {
        goodRun();
        scene.of("ann").add(index("ann", "m2") + 2, new Received(Scene.ROOM, 112, "eve", "message", "m4", "bob"));
        assertFound(Kind.OUTSIDE, 112, "ann");
    }

    @Test
    void aFrameOfARoomThatOneIsNotInIsFound() {
        goodRun();
        scene.of("out").add(received(96, "ann", "m3"));
        assertFound(Kind.OUTSIDE, 96, "out");
    }

    @Test
    void aFrameFromBeforeTheJoinIsFound() {
        goodRun();
        scene.of("eve").add(1, received(48, "ann", "m1"));
        assertFound(Kind.OUTSIDE, 48, "eve");
    }

    @Test
    void aFrameFromAfterTheLeaveIsFound() {
        goodRun();
        scene.of("eve").add(received(208, "bob", "m7"));
        assertFound(Kind.OUTSIDE, 208, "eve");
    }

    @Test
    void aFrameThatNobodySentIsFound() {
        goodRun();
        scene.of("bob").add(received(240, "ann", "forged"));
        assertFound(Kind.FROM_NOWHERE, 240, "bob");
    }

    @Test
    void aRefusedFrameThatCameAllTheSameIsFound() {
        goodRun();
        scene.of("ann").add(new Sent(Scene.ROOM, "x", "message", "m8", null));
        scene.of("ann").add(new Refused(Scene.ROOM, "x", "not-allowed"));
        scene.of("bob").add(received(224, "ann", "m8"));
        assertFound(Kind.FROM_NOWHERE, 224, "bob");
    }

    @Test
    void aSecondReplyThatDiffersIsFound() {
        goodRun();
        scene.of("ann").add(new Acknowledged(Scene.ROOM, "id0", 400));
        assertFound(Kind.REPLIES_DIFFER, 400, "ann");
    }

    @Test
    void aGhostIsFound() {
        goodRun();
        scene.of("bob").add(new Roster(Scene.ROOM, Set.of("ann", "bob", "joe")));
        assertFound(Kind.GHOST, -1, "bob");
    }

    @Test
    void rostersThatDifferAreFound() {
        goodRun();
        scene.of("bob").add(new Roster(Scene.ROOM, Set.of("bob")));
        assertFound(Kind.ROSTERS_DIFFER, -1, "bob");
    }

    @Test
    void aPlaceThatWasDeniedIsFound() {
        goodRun();
        scene.isLost("bob", 224).joins("bob", 32, "ann");
        assertFound(Kind.PLACE_DENIED, 32, "bob");
    }

    @Test
    void aRoomOverItsCapacityIsFound() {
        goodRun();
        assertEquals(
                Set.of(64L, 128L),
                check(2).stream()
                        .filter(violation -> violation.kind() == Kind.OVER_CAPACITY)
                        .map(Violation::seq)
                        .collect(Collectors.toSet()));
        // Also when nobody was told of the others.
        scene.of("joe").set(0, new Joined(Scene.ROOM, 128, "joe", "participant", List.of(), false));
        assertFound(Kind.OVER_CAPACITY, 128, "joe", 3);
    }

    @Test
    void aSecondMediaServerIsFound() {
        scene.joins("one", "media-server", 16).joins("two", "media-server", 32, "one");
        assertFound(Kind.OVER_CAPACITY, 32, "two");
    }

    @Test
    void aHostTooManyIsFound() {
        scene.joins("one", "host", 16).joins("two", "host", 32, "one");
        assertEquals(
                1,
                HistoryChecker.check(scene.histories(), new Rules(9, Map.of("host", 1)))
                        .size());
    }

    @Test
    void whoComesIntoALockedRoomIsFound() {
        scene.joins("ann", 16).isLocked(32, "ann").joins("bob", 48, "ann").ends("ann", "bob");
        assertFound(Kind.OVER_CAPACITY, 48, "bob");
    }

    @Test
    void aReportNamesRoomPlaceAndSession() {
        goodRun();
        drop("eve", "m3");
        String report = check(4).getFirst().toString();
        assertTrue(report.contains("room=room") && report.contains("seq=96") && report.contains("session=eve"), report);
    }

    private List<Violation> check(int capacity) {
        return HistoryChecker.check(scene.histories(), Rules.capacity(capacity));
    }

    private void assertFound(Kind kind, long seq, String session) {
        assertFound(kind, seq, session, 4);
    }

    private void assertFound(Kind kind, long seq, String session, int capacity) {
        List<Violation> found = check(capacity);
        assertTrue(
                found.stream()
                        .anyMatch(violation -> violation.kind() == kind
                                && violation.room().equals(Scene.ROOM)
                                && violation.seq() == seq
                                && violation.session().equals(session)),
                found::toString);
    }

    private void drop(String session, String marker) {
        scene.of(session).remove(index(session, marker));
    }

    private int index(String session, String marker) {
        List<Happening> happenings = scene.of(session);
        for (int i = 0; i < happenings.size(); i++) {
            if (happenings.get(i) instanceof Received received
                    && received.marker().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError(session + " never got " + marker);
    }

    private static Received received(long seq, String from, String marker) {
        return new Received(Scene.ROOM, seq, from, "message", marker, null);
    }
}
