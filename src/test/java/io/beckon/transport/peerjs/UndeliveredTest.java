package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.transport.peerjs.Undelivered.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UndeliveredTest implements Undelivered.Way {

    private final Map<String, Presence> presence = new HashMap<>();
    private final List<String> happened = new ArrayList<>();
    private boolean mayWait = true;
    private final Undelivered undelivered =
            new Undelivered(peer -> presence.getOrDefault(peer, Presence.NOWHERE), this);

    private static Spoken word(String type, String to) {
        return Objects.requireNonNull(
                Spoken.of(("{\"type\":\"" + type + "\",\"dst\":\"" + to + "\"}").getBytes(UTF_8)));
    }

    private static Spoken said(String payload, String to) {
        String offer = "{\"type\":\"OFFER\",\"dst\":\"" + to + "\",\"payload\":{\"sdp\":\"" + payload + "\"}}";
        return Objects.requireNonNull(Spoken.of(offer.getBytes(UTF_8)));
    }

    @Override
    public void say(Spoken word) {
        happened.add(word.kind() + " to " + word.to());
    }

    @Override
    public boolean mayWait() {
        return mayWait;
    }

    @Override
    public void unreachable(String peer) {
        happened.add("no " + peer);
    }

    @Test
    void whoIsThereGetsItAtOnce() {
        presence.put("bob", Presence.THERE);
        undelivered.take(word("OFFER", "bob"), 0);
        assertEquals(List.of("OFFER to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoComesInTimeGetsAllOfItInOrder() {
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("CANDIDATE", "bob"), 1);
        presence.put("bob", Presence.THERE);
        undelivered.take(word("ANSWER", "bob"), 2);
        assertEquals(List.of(), happened);
        undelivered.look(3);
        assertEquals(List.of("OFFER to bob", "CANDIDATE to bob", "ANSWER to bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoDoesNotComeIsUnreachableOnce() {
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("CANDIDATE", "bob"), 1);
        undelivered.look(Undelivered.PATIENCE_NANOS - 1);
        assertEquals(List.of(), happened);
        undelivered.look(Undelivered.PATIENCE_NANOS);
        assertEquals(List.of("no bob"), happened);
        assertTrue(undelivered.isEmpty());
    }

    @Test
    void whoIsAwayIsSaidToAtOnceAndUnreachableIfItStaysAway() {
        presence.put("bob", Presence.AWAY);
        undelivered.take(word("ANSWER", "bob"), 0);
        assertEquals(List.of("ANSWER to bob"), happened);
        undelivered.look(Undelivered.PATIENCE_NANOS);
        assertEquals(List.of("ANSWER to bob", "no bob"), happened);
    }

    @Test
    void whatWasReturnedIsSaidAgain() {
        presence.put("bob", Presence.THERE);
        undelivered.returned(word("OFFER", "bob"), 0);
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
    void onlySoManyAreWaitedFor() {
        for (int i = 0; i < Undelivered.MOST_PEERS; i++) {
            undelivered.take(word("OFFER", "peer" + i), 0);
        }
        assertEquals(List.of(), happened);
        undelivered.take(word("OFFER", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
    }

    @Test
    void whereTooMuchWaitsAllOfItIsDroppedAndTheSenderHearsSoAtOnce() {
        for (int i = 0; i < Undelivered.MOST_WORDS; i++) {
            undelivered.take(word("CANDIDATE", "bob"), 0);
        }
        assertEquals(List.of(), happened);
        undelivered.take(word("CANDIDATE", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        assertTrue(undelivered.isEmpty());

        undelivered.take(word("OFFER", "bob"), 0);
        presence.put("bob", Presence.THERE);
        undelivered.look(1);
        assertEquals(List.of("no bob", "OFFER to bob"), happened);
    }

    @Test
    void thatIsCountedInBytesToo() {
        String half = "x".repeat(Undelivered.MOST_BYTES / 2);
        undelivered.take(said(half, "carl"), 0);
        undelivered.take(said(half, "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        presence.put("carl", Presence.THERE);
        undelivered.look(1);
        assertEquals(List.of("no bob", "OFFER to carl"), happened);
    }

    @Test
    void whatIsBeyondTheClientsShareDoesNotWait() {
        mayWait = false;
        undelivered.take(word("OFFER", "bob"), 0);
        undelivered.take(word("LEAVE", "bob"), 0);
        assertEquals(List.of("no bob"), happened);
        assertTrue(undelivered.isEmpty());
    }
}
