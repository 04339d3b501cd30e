package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.identity.Caller;
import io.beckon.identity.Crowd;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.KeyedHash;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] KEY = "a key for this test, and no other".getBytes(UTF_8);

    private Instant now = START;
    private boolean signedOut;
    private final Tickets tickets = new Tickets(List.of(KEY), caller -> signedOut, () -> now);
    private final Callers callers = new Callers(
            token -> CompletableFuture.failedFuture(new InvalidToken("asked for as an access token")),
            tickets,
            List.of(new KeyedHash(KEY)),
            () -> now);

    private Caller verify(boolean anonymous, String token) {
        return verify(anonymous, "bert", token);
    }

    private Caller verify(boolean anonymous, String id, String token) {
        Application application = new Application("k", new RoomKey("default", "r"), anonymous, false, false);
        return callers.of(application, id).verify(token).toCompletableFuture().join();
    }

    private void assertBad(boolean anonymous, String token, String why) {
        CompletionException failure = assertThrows(CompletionException.class, () -> verify(anonymous, token));
        assertEquals(
                why, assertInstanceOf(InvalidToken.class, failure.getCause()).getMessage());
    }

    private String ticket() {
        return tickets.issue(
                io.beckon.identity.Callers.of("default", "anna"), "r", Set.of(Right.JOIN), START.plusSeconds(60));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.b.c", "..", "1.5.5", "beckon~", "beckon~mine", "beckon~a~b", "beckon~a~b~c", "W10.W10.x"})
    void whereNobodySignsInATokenMayBeAnything(String token) {
        assertEquals(Crowd.ANONYMOUS, verify(true, token).issuer());
    }

    /** Some applications give all their clients the same token. */
    @Test
    void whoHasNotSignedInIsKnownByIdAndToken() {
        Caller bert = verify(true, "bert", "shared");
        assertEquals(bert.key(), verify(true, "bert", "shared").key());
        assertNotEquals(bert.key(), verify(true, "carl", "shared").key());
        assertNotEquals(bert.key(), verify(true, "bert", "another").key());
        assertEquals(
                verify(true, "bert", ticket()).key(),
                verify(true, "carl", ticket()).key());
    }

    @Test
    void anAccessTokenIsNoneOfThose() {
        assertBad(true, base64("{\"alg\":\"none\"}") + ".b.c", "asked for as an access token");
        assertBad(false, "a.b.c", "asked for as an access token");
    }

    @Test
    void norIsATicket() {
        assertEquals("anna", verify(true, ticket()).user());
        assertEquals("anna", verify(false, ticket()).user());
        assertBad(true, ticket() + "x", "not a ticket of this service");
        assertBad(false, "beckon~mine", "not a ticket of this service");
    }

    @Test
    void aTicketEnds() {
        String ticket = ticket();
        now = START.plusSeconds(60);
        assertBad(false, ticket, "the ticket has ended");
        assertBad(true, ticket, "the ticket has ended");
    }

    @Test
    void itEndsWithTheSignIn() {
        String ticket = ticket();
        signedOut = true;
        assertBad(false, ticket, "the ticket has ended");
    }
}
