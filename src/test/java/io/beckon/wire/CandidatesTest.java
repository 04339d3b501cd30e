package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.hostCandidate;
import static io.beckon.wire.Frames.object;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Candidates and the descriptions that they belong to. */
class CandidatesTest extends NodeSpecification {

    @Test
    void oneThatIsEarlierThanItsOfferFollowsIt() {
        Pair pair = Pair.join(connect(), connect());
        Client sender = pair.second();
        Client receiver = pair.first();

        for (int port = 1; port <= 3; port++) {
            sender.send(candidate(hostCandidate("aaaa", port), "to", receiver.peer(), "id", "c" + port));
        }
        sender.expectNothingBut();
        receiver.expectNothingBut();

        long offer = sender.ack(offer(OFFER, "to", receiver.peer())).path("seq").asLong();
        assertEquals(offer, receiver.await("offer").path("seq").asLong());
        long last = offer;
        for (int port = 1; port <= 3; port++) {
            JsonNode ack = sender.reply("c" + port);
            assertEquals("ack", ack.path("type").asText(), ack::toString);
            JsonNode relayed = receiver.await("ice-candidate");
            assertTrue(relayed.path("candidate").path("candidate").asText().contains(" " + port + " typ"));
            assertEquals(ack.path("seq").asLong(), relayed.path("seq").asLong());
            assertTrue(relayed.path("seq").asLong() > last, "after what it belongs to");
            last = relayed.path("seq").asLong();
        }
    }

    @Test
    void oneThatIsEarlierThanItsAnswerFollowsIt() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();

        pair.first()
                .send(candidate(hostCandidate("bbbb", 1), "to", pair.second().peer(), "id", "early"));
        pair.first().expectNothingBut();
        pair.second().expectNothingBut();
        pair.first().ack(Frames.answer(Pair.ANSWER, "to", pair.second().peer()));
        pair.first().reply("early");
        long answer = pair.second().await("answer").path("seq").asLong();
        assertTrue(pair.second().await("ice-candidate").path("seq").asLong() > answer);
    }

    @Test
    void oneThatIsHeldIsAnsweredWhenItsSenderLeaves() {
        Client alice = Pair.join(connect(), connect()).second();

        alice.send(candidate(hostCandidate("aaaa", 1), "id", "early"));
        alice.expectNothingBut();
        alice.expect("left", frame("leave"));
        assertEquals("not-in-room", alice.reply("early").path("code").asText());
    }

    @Test
    void oneThatIsHeldAndUnaddressedGoesWhereItsOfferGoes() {
        Pair pair = Pair.join(connect(), connect());

        pair.second().send(candidate(hostCandidate("aaaa", 1), "id", "early"));
        pair.first().expectNothingBut();
        pair.second().ack(offer(OFFER));
        assertEquals("ack", pair.second().reply("early").path("type").asText());
        pair.first().await("offer");
        pair.first().await("ice-candidate");
    }

    @Test
    void withoutFragmentItBelongsToTheLatestDescription() {
        Pair pair = Pair.join(connect(), connect());
        Map<String, Object> bare =
                object("candidate", "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host", "sdpMid", "0");

        pair.offered();
        pair.second().ack(candidate(bare, "to", pair.first().peer()));
        pair.first().await("ice-candidate");
        pair.second().ack(candidate(bare));
        pair.first().await("ice-candidate");
    }

    @Test
    void lateOnesOfTheGenerationBeforeAreStillRelayed() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.answered();
        pair.offered(Sdp.offer("cccc").version(3).text());

        for (String fragment : List.of("aaaa", "cccc", "aaaa")) {
            pair.second()
                    .ack(candidate(
                            hostCandidate(fragment, 1), "to", pair.first().peer()));
            assertEquals(
                    fragment,
                    pair.first()
                            .await("ice-candidate")
                            .path("candidate")
                            .path("usernameFragment")
                            .asText());
        }
    }

    @Test
    void candidatesOfSeveralConnectionsKeepApart() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        String first = pair.first().peer();

        pair.second().send(candidate(hostCandidate("ssss", 1), "to", first, "pc", "screen", "id", "early"));
        pair.second().expectNothingBut();
        pair.first().expectNothingBut();
        pair.offered(Sdp.offer("ssss").sessionId(9).text(), "pc", "screen");
        assertEquals("screen", pair.first().await("ice-candidate").path("pc").asText());
    }

    /** As WebIDL would convert it. */
    @Test
    void aFragmentOfDigitsMayComeAsANumber() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered(Sdp.offer("1234").text());
        Map<String, Object> digits =
                object("candidate", "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host", "usernameFragment", 1234);

        pair.second().ack(candidate(digits, "to", pair.first().peer()));
        pair.first().await("ice-candidate");
        pair.second().refused("bad-message", candidate(object("candidate", "", "usernameFragment", true)));
    }

    @Test
    void theFormsOfOtherStacksAreRelayed() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        String tail = " typ host generation 0 ufrag aaaa";

        for (Map<String, Object> form : List.of(
                object("candidate", "a=candidate:1 1 UDP 2122194687 10.99.0.1 34235" + tail, "sdpMid", "0"),
                object("candidate", "candidate:1 2 UDP 2122194687 10.99.0.1 34235" + tail, "sdpMid", "0"),
                object("candidate", "candidate:1 1 tcp 1518214911 10.99.0.1 0 typ host tcptype active"),
                object("candidate", "candidate:1 1 tcp 1518214911 fd99::1 9 typ host tcptype active", "sdpMid", null),
                object(
                        "candidate",
                        "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host",
                        "sdpMid",
                        "",
                        "sdpMLineIndex",
                        0,
                        "usernameFragment",
                        ""),
                object(
                        "candidate",
                        "candidate:1 1 udp 2122194687 4f1a1d4c-1c0b-4d3a-8a3e-5a2b7f0c9d11.local 34235" + tail,
                        "sdpMid",
                        "0",
                        "sdpMLineIndex",
                        null,
                        "usernameFragment",
                        null),
                object(
                        "candidate",
                        "candidate:1 1 udp 1686052607 203.0.113.7 4000 typ srflx raddr 0.0.0.0 rport 0"
                                + tail.substring(9),
                        "sdpMLineIndex",
                        0))) {
            pair.second().ack(candidate(form, "to", pair.first().peer()));
            JsonNode relayed = pair.first().await("ice-candidate").path("candidate");
            assertEquals(form.get("candidate"), relayed.path("candidate").asText());
        }
    }

    @Test
    void candidatesOfNobodysDescriptionAreGoneWithTheirSender() {
        Pair pair = Pair.join(connect(), connect());

        pair.second()
                .send(candidate(hostCandidate("zzzz", 1), "to", pair.first().peer()));
        pair.second().expect("left", frame("leave"));
        pair.first().await("peer-left");
        pair.first().expectNothingBut();
    }

    @Test
    void noMoreThan64AreHeldForAPair() {
        Pair pair = Pair.join(connect(), connect());
        for (int i = 0; i < 65; i++) {
            pair.second()
                    .send(candidate(
                            hostCandidate("zzzz", i + 1), "to", pair.first().peer(), "id", "c" + i));
        }

        // Whether the first or the last has to go is not said.
        JsonNode error = pair.second().await("error");
        assertEquals("wrong-state", error.path("code").asText());
        pair.second().expectNothingBut();
    }

    @Test
    void oneWhoseDescriptionDoesNotComeIsRefusedInTheEnd() {
        Pair pair = Pair.join(connect(), connect());
        pair.second()
                .send(candidate(hostCandidate("zzzz", 1), "to", pair.first().peer(), "id", "c"));

        pass(Duration.ofSeconds(29));
        pair.second().expectNothingBut();
        pass(Duration.ofSeconds(1));
        assertEquals("wrong-state", pair.second().reply("c").path("code").asText());
        pair.first().expectNothingBut();
    }
}
