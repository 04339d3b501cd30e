package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.protocol.MalformedMessage;
import io.beckon.transport.peerjs.Undelivered.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndeliveredTest implements Undelivered.Way {

    private final Map<String, Presence> presence = new HashMap<>();
    private final List<String> happened = new ArrayList<>();
    private final List<Spoken> said = new ArrayList<>();
    private final List<String> unheard = new ArrayList<>();
    private boolean mayWait = true;
    private final Undelivered undelivered =
            new Undelivered(peer -> presence.getOrDefault(peer, Presence.NOWHERE), this);

    private static Spoken word(String type, String to) {
        return spoken("{\"type\":\"" + type + "\",\"dst\":\"" + to + "\"}");
    }

    private static Spoken spoken(String text) {
        try {
            return Spoken.of(text.getBytes(UTF_8));
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Spoken said(String payload, String to) {
        String offer = "{\"type\":\"OFFER\",\"dst\":\"" + to + "\",\"payload\":{\"sdp\":\"" + payload + "\"}}";
        return spoken(offer);
    }

    private void there(String peer, String session) {
        presence.put(peer, new Presence(session, true));
    }

    private void away(String peer, String session) {
        presence.put(peer, new Presence(session, false));
    }

    @Override
    public void say(Spoken word, long since) {
        said.add(word);
        happened.add(word.kind() + " to " + word.to());
    }

    @Override
    public boolean mayWait() {
        return mayWait;
    }

    @Override
    public void unheard(Spoken word) {
        unheard.add(word.kind() + " to " + word.to());
    }

    @Override
    public void unreachable(String peer) {
        happened.add("no " + peer);
    }

    @Test
    void whoIsThereGetsItAtOnce() {
        there("bob", "bob-1");
        undelivered.take(word("OFFER", "bob"), 0);
        assertEquals(List.of("OFFER to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoComesInTimeGetsAllOfItInOrder() {
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("CANDIDATE", "bob"), 1);
        there("bob", "bob-1");
        assertEquals(List.of(), happened);
        undelivered.look(3);
        assertEquals(List.of("OFFER to bob", "CANDIDATE to bob"), happened);
        undelivered.take(word("ANSWER", "bob"), 4);
        assertEquals(List.of("OFFER to bob", "CANDIDATE to bob", "ANSWER to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoDoesNotComeIsUnreachableOnce() {
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("CANDIDATE", "bob"), 1);
        undelivered.look(Undelivered.PATIENCE_NANOS - 1);
        assertEquals(List.of(), happened);
        assertEquals(List.of(), unheard);
        undelivered.look(Undelivered.PATIENCE_NANOS);
        assertEquals(List.of("no bob"), happened);
        assertEquals(List.of("OFFER to bob", "CANDIDATE to bob"), unheard);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoIsAwayIsSaidToAtOnceAndUnreachableIfItStaysAway() {
        away("bob", "bob-1");
        undelivered.take(word("ANSWER", "bob"), 0);
        assertEquals(List.of("ANSWER to bob"), happened);
        undelivered.look(Undelivered.PATIENCE_NANOS);
        assertEquals(List.of("ANSWER to bob", "no bob"), happened);
        assertEquals(List.of(), unheard, "the room has it");
    }

    @Test
    void whatIsSaidAsItComesDoesNotOvertakeWhatHasWaited() {
        undelivered.take(word("OFFER", "bob"), 0);
        there("bob", "bob-1");
        undelivered.take(word("CANDIDATE", "bob"), 1);
        assertEquals(List.of("OFFER to bob", "CANDIDATE to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoComesBackAsTheSameSessionIsNotToldAgain() {
        away("bob", "bob-1");
        undelivered.take(word("OFFER", "bob"), 0);
        there("bob", "bob-1");
        undelivered.look(1);
        assertEquals(List.of("OFFER to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    /** As when its page is loaded again, and makes itself another token. */
    @Test
    void whoComesBackAsAnotherSessionIsToldAllThatTheFormerOneWas() {
        away("bob", "bob-1");
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("CANDIDATE", "bob"), 1);
        happened.clear();
        undelivered.look(2);
        presence.remove("bob");
        undelivered.look(3);
        assertEquals(List.of(), happened);
        there("bob", "bob-2");
        undelivered.look(4);
        assertEquals(List.of("OFFER to bob", "CANDIDATE to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whatAnotherSessionIsToldThatHasLostItsConnectionTooIsKeptForTheNext() {
        away("bob", "bob-1");
        undelivered.take(word("OFFER", "bob"), 0);
        away("bob", "bob-2");
        undelivered.look(1);
        undelivered.look(2);
        assertEquals(List.of("OFFER to bob", "OFFER to bob"), happened);
        there("bob", "bob-3");
        undelivered.look(3);
        assertEquals(3, happened.size());
    }

    @Test
    void whatIsKeptForWhoIsAwayIsWithinTheSameBounds() {
        away("bob", "bob-1");
        for (int i = 0; i < Undelivered.MOST_WORDS; i++) {
            undelivered.take(word("CANDIDATE", "bob"), 0);
        }
        assertEquals(Undelivered.MOST_WORDS, happened.size());
        happened.clear();
        undelivered.take(word("CANDIDATE", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        assertEquals(List.of("CANDIDATE to bob"), unheard);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void ofThoseWhoAreAwayToOnlySoManyAreWaitedFor() {
        for (int i = 0; i <= Undelivered.MOST_PEERS; i++) {
            away("peer" + i, "session" + i);
            undelivered.take(word("OFFER", "peer" + i), 0);
        }
        assertEquals("no peer" + Undelivered.MOST_PEERS, happened.getLast());
        assertEquals(Undelivered.MOST_PEERS + 1, happened.size());
    }

    @Test
    void farewellsToWhoIsAwayAreSaidAndNotWaitedFor() {
        away("bob", "bob-1");
        undelivered.take(word("LEAVE", "bob"), 0);
        undelivered.take(word("EXPIRE", "bob"), 0);
        assertEquals(List.of("LEAVE to bob", "EXPIRE to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whatIsReturnedOverAndOverDoesNotGoRoundForEver() {
        there("bob", "bob-1");
        undelivered.take(word("OFFER", "bob"), 0);
        long now = 0;
        while (!happened.contains("no bob")) {
            undelivered.returned(said.getLast(), 0, now);
            now += 250_000_000;
            undelivered.look(now);
            assertTrue(now <= Undelivered.PATIENCE_NANOS + 250_000_000, "it goes on");
        }
        assertEquals(List.of(), unheard, "the room has refused it");
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whatIsReturnedIsKeptOnce() {
        away("bob", "bob-1");
        undelivered.take(word("OFFER", "bob"), 0);
        presence.remove("bob");
        undelivered.returned(said.getLast(), 0, 1);
        there("bob", "bob-2");
        undelivered.look(2);
        assertEquals(List.of("OFFER to bob", "OFFER to bob"), happened);
    }

    @Test
    void whatWasReturnedIsSaidAgain() {
        there("bob", "bob-1");
        undelivered.returned(word("OFFER", "bob"), 0, 0);
        undelivered.look(1);
        assertEquals(List.of("OFFER to bob"), happened);
    }

    @Test
    void farewellsDoNotWait() {
        undelivered.take(word("LEAVE", "bob"), 0);
        undelivered.take(word("EXPIRE", "bob"), 0);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    @Fills("transport.peerjs.Undelivered.MOST_PEERS")
    void onlySoManyAreWaitedFor() {
        for (int i = 0; i < Undelivered.MOST_PEERS; i++) {
            undelivered.take(word("OFFER", "peer" + i), 0);
        }
        assertEquals(List.of(), happened);
        undelivered.take(word("OFFER", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
    }

    @Test
    @Fills("transport.peerjs.Undelivered.MOST_WORDS")
    void whereTooMuchWaitsAllOfItIsDroppedAndTheSenderHearsSoAtOnce() {
        for (int i = 0; i < Undelivered.MOST_WORDS; i++) {
            undelivered.take(word("CANDIDATE", "bob"), 0);
        }
        assertEquals(List.of(), happened);
        undelivered.take(word("CANDIDATE", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        assertEquals(Undelivered.MOST_WORDS + 1, unheard.size());
        assertTrue(undelivered.isEmpty());

        undelivered.take(word("OFFER", "bob"), 0);
        there("bob", "bob-1");
        undelivered.look(1);
        assertEquals(List.of("no bob", "OFFER to bob"), happened);
    }

    @Test
    @Fills("transport.peerjs.Undelivered.MOST_BYTES")
    void thatIsCountedInBytesToo() {
        String half = "x".repeat(Undelivered.MOST_BYTES / 2);
        undelivered.take(said(half, "carl"), 0);
        undelivered.take(said(half, "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        there("carl", "carl-1");
        undelivered.look(1);
        assertEquals(List.of("no bob", "OFFER to carl"), happened);
    }

    @Test
    void whatIsBeyondTheClientsShareDoesNotWait() {
        mayWait = false;
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("LEAVE", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        assertEquals(List.of("OFFER to bob"), unheard);
        assertTrue(undelivered.isEmpty());
    }
}
