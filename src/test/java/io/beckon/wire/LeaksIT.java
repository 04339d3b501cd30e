package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 4: descriptions, candidates, tokens and secrets never reach a log, not even the loudest. */
class LeaksIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.log.level",
            "DEBUG",
            "quarkus.log.category.\"io.beckon\".level",
            "TRACE",
            "quarkus.log.category.\"io.beckon\".min-level",
            "TRACE");

    @Test
    void nothingSecretIsLogged() {
        User user = User.any();
        String token = server.token(user);
        UpgradeRequest request = UpgradeRequest.to(server.url())
                .subprotocols("signaling.v1.json", "quarkus-http-upgrade#Authorization#Bearer%20" + token);
        WireClient alice = server.client(request, Encoding.JSON, user);
        WireClient bob = server.connect(Encoding.CBOR);
        String room = ServerUnderTest.freshRoom();
        alice.join(room);
        bob.join(room);
        bob.ack(Frames.offer(Pair.OFFER));
        alice.ack(Frames.answer(Pair.ANSWER));
        bob.ack(Frames.candidate(Frames.hostCandidate("aaaa", 47_198)));
        alice.ack(Frames.message("my password is swordfish"));
        bob.refused("bad-sdp", Frames.offer(Pair.OFFER + "nonsense\r\n"));
        bob.refused("bad-candidate", Frames.candidate(Frames.object("candidate", "candidate:10.99.0.77 x")));
        bob.sendPayload("no cbor but swordfish".getBytes(UTF_8));
        bob.await("error");
        alice.vanish();
        WireClient back = server.connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(alice, room));

        String log = server.process().log();
        String signature = token.substring(token.lastIndexOf('.') + 1);
        for (String secret : List.of(
                signature,
                alice.secret(),
                bob.secret(),
                "ice-pwd",
                "fir73LInt7i4oys9lt20OdiK",
                "10.99.0.",
                "swordfish")) {
            assertFalse(log.contains(secret), () -> "the log tells " + secret);
        }
    }
}
