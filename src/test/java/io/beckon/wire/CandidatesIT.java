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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Candidates and the descriptions that they belong to. */
class CandidatesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void aCandidateIsRelayedAsItWasSent(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        long offer = pair.offered();
        Map<String, Object> candidate = hostCandidate("aaaa", 1000);

        JsonNode ack = pair.second().ack(candidate(candidate, "to", pair.first().peer(), "re", offer));
        JsonNode relayed = pair.first().await("ice-candidate");
        assertEquals(
                Encoding.JSON.read(Encoding.JSON.write(candidate)).toString(),
                relayed.path("candidate").toString());
        assertEquals(pair.second().peer(), relayed.path("from").asText());
        assertEquals(ack.path("seq").asLong(), relayed.path("seq").asLong());
        assertTrue(relayed.path("id").isMissingNode(), relayed::toString);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsEarlierThanItsOfferFollowsIt(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        WireClient sender = pair.second();
        WireClient receiver = pair.first();

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

    @ParameterizedTest
    @EnumSource
    void oneThatIsEarlierThanItsAnswerFollowsIt(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
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

    @ParameterizedTest
    @EnumSource
    void oneThatIsHeldAndUnaddressedGoesWhereItsOfferGoes(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);

        pair.second().send(candidate(hostCandidate("aaaa", 1), "id", "early"));
        pair.first().expectNothingBut();
        pair.second().ack(offer(OFFER));
        assertEquals("ack", pair.second().reply("early").path("type").asText());
        pair.first().await("offer");
        pair.first().await("ice-candidate");
    }

    @ParameterizedTest
    @EnumSource
    void withoutFragmentItBelongsToTheLatestDescription(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        Map<String, Object> bare =
                object("candidate", "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host", "sdpMid", "0");

        pair.offered();
        pair.second().ack(candidate(bare, "to", pair.first().peer()));
        pair.first().await("ice-candidate");
        pair.second().ack(candidate(bare));
        pair.first().await("ice-candidate");
    }

    @ParameterizedTest
    @EnumSource
    void lateOnesOfTheGenerationBeforeAreStillRelayed(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
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

    @ParameterizedTest
    @EnumSource
    void theEndOfCandidatesHasThreeForms(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        String first = pair.first().peer();

        pair.second().ack(candidate(object("candidate", "", "sdpMid", "0", "sdpMLineIndex", 0), "to", first));
        JsonNode end = pair.first().await("ice-candidate");
        assertEquals("", end.path("candidate").path("candidate").asText("none"));
        assertEquals("0", end.path("candidate").path("sdpMid").asText());
        for (Object form : new Object[] {null, ""}) {
            pair.second().ack(candidate(form, "to", first));
            end = pair.first().await("ice-candidate");
            assertTrue(end.has("candidate") && end.path("candidate").isNull(), end::toString);
        }
        pair.second().ack(candidate(hostCandidate("aaaa", 1), "to", first));
        pair.first().await("ice-candidate");
    }

    @ParameterizedTest
    @EnumSource
    void candidatesOfSeveralConnectionsKeepApart(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        String first = pair.first().peer();

        pair.second().send(candidate(hostCandidate("ssss", 1), "to", first, "pc", "screen", "id", "early"));
        pair.second().expectNothingBut();
        pair.first().expectNothingBut();
        pair.offered(Sdp.offer("ssss").sessionId(9).text(), "pc", "screen");
        assertEquals("screen", pair.first().await("ice-candidate").path("pc").asText());
    }

    @ParameterizedTest
    @EnumSource
    void theFormsOfOtherStacksAreRelayed(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        String tail = " typ host generation 0 ufrag aaaa";

        for (Map<String, Object> form : List.of(
                object("candidate", "a=candidate:1 1 UDP 2122194687 10.99.0.1 34235" + tail, "sdpMid", "0"),
                object("candidate", "candidate:1 2 UDP 2122194687 10.99.0.1 34235" + tail, "sdpMid", "0"),
                object("candidate", "candidate:1 1 tcp 1518214911 10.99.0.1 0 typ host tcptype active"),
                object("candidate", "candidate:1 1 tcp 1518214911 fd99::1 9 typ host tcptype active", "sdpMid", null),
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

    @ParameterizedTest
    @EnumSource
    void candidatesOfNobodysDescriptionAreGoneWithTheirSender(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);

        pair.second()
                .send(candidate(hostCandidate("zzzz", 1), "to", pair.first().peer()));
        pair.second().expect("left", frame("leave"));
        pair.first().await("peer-left");
        pair.first().expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void noMoreThan64AreHeldForAPair(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
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
        Pair pair = Pair.join(server, Encoding.JSON);
        pair.second()
                .send(candidate(hostCandidate("zzzz", 1), "to", pair.first().peer(), "id", "c"));

        JsonNode reply = pair.second().await(frame -> frame.has("id"), "a reply", Duration.ofSeconds(45));
        assertEquals("wrong-state", reply.path("code").asText());
        pair.first().expectNothingBut();
    }
}
