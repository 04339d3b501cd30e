package io.beckon.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.GuestPasses.Invitation;
import io.beckon.room.Right;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GuestPassesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Invitation INVITATION = new Invitation("default", "stand-up ü", "i-1", NOW.plusSeconds(60));
    private static final TokenVerifier OTHERS = token -> CompletableFuture.failedFuture(new InvalidToken("of others"));

    private final Set<String> withdrawn = new HashSet<>();
    private Instant time = NOW;
    private final GuestPasses passes = passes("new", "old");

    private GuestPasses passes(String... keys) {
        List<byte[]> bytes = Arrays.stream(keys)
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new GuestPasses(OTHERS, bytes, withdrawn::contains, () -> time);
    }

    private static Caller of(CompletionStage<Caller> verified) {
        return verified.toCompletableFuture().join();
    }

    private static String why(CompletionStage<Caller> verified) {
        CompletionException failure = assertThrows(
                CompletionException.class, () -> verified.toCompletableFuture().join());
        return assertInstanceOf(InvalidToken.class, failure.getCause()).getMessage();
    }

    @Test
    void whoHasAnInvitationMayBeInThatRoomAndNothingElse() {
        Invitation invited = passes.invitation(passes.invite(INVITATION));
        assertEquals(INVITATION, invited);
        Caller guest = of(passes.verify(passes.admit(invited, "guest-1", "Caz")));
        assertEquals(new UserKey("default", GuestPasses.ISSUER, "guest-1"), guest.key());
        assertEquals("Caz", guest.name());
        assertEquals(Set.of(Right.JOIN, Right.PUBLISH), guest.rightsIn("stand-up ü"));
        assertEquals(Set.of(), guest.rightsIn("stand-up"));
        assertEquals(INVITATION.end(), guest.expiresAt());
        assertTrue(!guest.mayCall("anybody"));
    }

    @Test
    void bothEnd() {
        String invitation = passes.invite(INVITATION);
        String token = passes.admit(INVITATION, "guest-1", "Caz");
        time = NOW.plusSeconds(60);
        assertThrows(InvalidToken.class, () -> passes.invitation(invitation));
        assertEquals("it has ended", why(passes.verify(token)));
    }

    @Test
    void oneThatIsWithdrawnLetsNobodyInAndItsGuestsAreThoseOfOneSignIn() {
        Invitation other = Invitation.to("default", "stand-up ü", INVITATION.end());
        assertEquals(
                INVITATION.signIn(),
                of(passes.verify(passes.admit(INVITATION, "guest-1", "Caz"))).signIn());

        withdrawn.add(INVITATION.signIn());

        String invitation = passes.invite(INVITATION);
        assertEquals(
                "withdrawn",
                assertThrows(InvalidToken.class, () -> passes.invitation(invitation))
                        .getMessage());
        assertEquals(other, passes.invitation(passes.invite(other)));
        assertNotEquals(INVITATION.signIn(), new Invitation("default", "another", "i-1", INVITATION.end()).signIn());
    }

    @Test
    void neitherIsTakenForTheOther() {
        String invitation = passes.invite(INVITATION);
        String token = passes.admit(INVITATION, "guest-1", "Caz");
        assertThrows(InvalidToken.class, () -> passes.invitation(token));
        assertEquals("of others", why(passes.verify(invitation)));
        String disguised = token.replace("beckon-guest", "beckon-invitation");
        assertThrows(InvalidToken.class, () -> passes.invitation(disguised));
        assertEquals(
                "not made by this service",
                why(passes.verify(invitation.replace("beckon-invitation", "beckon-guest"))));
    }

    @Test
    void nobodyElseMakesThem() {
        String token = passes("another").admit(INVITATION, "guest-1", "Caz");
        assertEquals("not made by this service", why(passes.verify(token)));
        for (String odd : List.of("", "~~", "beckon-invitation~~", "beckon-invitation~a.b.c.d~e")) {
            assertThrows(InvalidToken.class, () -> passes.invitation(odd), odd);
        }
        for (String odd : List.of("beckon-guest~", "beckon-guest~%~x", "beckon-guest~a.b.c.d.e.f.g~")) {
            assertEquals("not made by this service", why(passes.verify(odd)));
        }
    }

    @Test
    void formerKeysAreTakenToo() {
        assertEquals(
                "guest-1",
                of(passes.verify(passes("old").admit(INVITATION, "guest-1", "Caz")))
                        .user());
    }

    @Test
    void theTokensOfOthersAreForOthers() {
        assertEquals("of others", why(passes.verify("header.claims.signature")));
    }
}
