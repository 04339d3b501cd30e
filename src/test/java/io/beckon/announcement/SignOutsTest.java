package io.beckon.announcement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.identity.Caller;
import io.beckon.identity.GuestPasses;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignOutsTest {

    private static final String ISSUER = "https://sso.example/realms/a";
    private static final String OTHER = "https://sso.example/realms/b";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofHours(1);

    private Instant now = NOON;
    private final SignOuts signOuts = new SignOuts(LIFE, () -> now);

    private static Caller caller(String issuer, String user, @Nullable String signIn, Instant issuedAt) {
        Instant end = issuedAt.plusSeconds(300);
        return new Caller("default", issuer, user, user, signIn, List.of(), List.of(), issuedAt, end, end, null);
    }

    private static Caller anna(@Nullable String signIn, Instant issuedAt) {
        return caller(ISSUER, "anna", signIn, issuedAt);
    }

    @Test
    void aSignInEndsWithAllItsTokensWhenever() {
        signOuts.add(new SignOut(ISSUER, "s1", "anna", NOON, null));
        assertTrue(signOuts.covers(anna("s1", NOON.minusSeconds(60))));
        assertTrue(signOuts.covers(anna("s1", NOON.plusSeconds(60))));
        assertFalse(signOuts.covers(anna("s2", NOON.minusSeconds(60))), "another sign-in of the same user");
        assertFalse(signOuts.covers(anna(null, NOON.minusSeconds(60))));
        assertFalse(signOuts.covers(caller(OTHER, "anna", "s1", NOON)), "another issuer's");
    }

    @Test
    void aUserIsSignedOutOfAllTokensUpToTheSecondOfTheSignOut() {
        signOuts.add(new SignOut(ISSUER, null, "anna", NOON.plusMillis(700), null));
        assertTrue(signOuts.covers(anna("s1", NOON.minusSeconds(60))));
        assertTrue(signOuts.covers(anna(null, NOON)), "of the same second");
        assertFalse(signOuts.covers(anna("s3", NOON.plusSeconds(1))));
        assertFalse(signOuts.covers(caller(ISSUER, "bert", "s1", NOON.minusSeconds(60))));
        assertFalse(signOuts.covers(caller(OTHER, "anna", "s1", NOON.minusSeconds(60))));
    }

    @Test
    void theNewestSignOutOfAUserCounts() {
        signOuts.add(new SignOut(ISSUER, null, "anna", NOON.plusSeconds(60), null));
        signOuts.add(new SignOut(ISSUER, null, "anna", NOON, null));
        assertTrue(signOuts.covers(anna(null, NOON.plusSeconds(30))));
    }

    @Test
    void anIssuersTokensFromBeforeATimeCountNoMore() {
        assertTrue(signOuts.add(new NotBefore(ISSUER, NOON)));
        assertFalse(signOuts.add(new NotBefore(ISSUER, NOON)), "not news");
        assertFalse(signOuts.add(new NotBefore(ISSUER, NOON.minusSeconds(60))));
        assertTrue(signOuts.covers(anna("s1", NOON.minusSeconds(1))));
        assertFalse(signOuts.covers(anna("s1", NOON)));
        assertFalse(signOuts.covers(caller(OTHER, "anna", "s1", NOON.minusSeconds(1))));
    }

    @Test
    void aLogoutTokenIsKnownOfItsIssuer() {
        signOuts.add(new SignOut(ISSUER, "s1", null, NOON, "t1"));
        assertTrue(signOuts.knows(ISSUER, "t1"));
        assertFalse(signOuts.knows(ISSUER, "t2"));
        assertFalse(signOuts.knows(OTHER, "t1"));
    }

    @Test
    @Fills("beckon.longest-token-life")
    void aSignOutIsForgottenWhenNoTokenFromBeforeCanBeAliveAnyMore() {
        signOuts.add(new SignOut(ISSUER, "s1", null, NOON, "t1"));
        now = NOON.plus(LIFE);
        signOuts.add(new SignOut(ISSUER, "s2", null, now, "t2"));
        assertTrue(signOuts.covers(anna("s1", NOON)));
        now = NOON.plus(LIFE.multipliedBy(2));
        signOuts.add(new SignOut(ISSUER, "s3", null, now, "t3"));
        assertFalse(signOuts.covers(anna("s1", NOON)));
        assertFalse(signOuts.knows(ISSUER, "t1"));
        assertTrue(signOuts.covers(anna("s2", NOON)));
        assertEquals(0, signOuts.forgotten());
    }

    @Test
    @Fills("announcement.SignOuts.MOST")
    void memoryIsBoundedAndSaysSo() {
        SignOuts few = new SignOuts(LIFE, () -> now, 2, Long.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            few.add(new SignOut(ISSUER, "s" + i, null, NOON.plusSeconds(i), null));
        }
        assertFalse(few.covers(anna("s0", NOON)));
        assertTrue(few.covers(anna("s1", NOON)) && few.covers(anna("s2", NOON)));
        assertEquals(2, few.size());
        assertEquals(1, few.forgotten());
    }

    @Test
    @Fills("announcement.SignOuts.MOST_BYTES")
    void memoryIsBoundedInBytesToo() {
        long most = 1 << 20;
        SignOuts few = new SignOuts(LIFE, () -> now, Integer.MAX_VALUE, most);
        for (int i = 0; i < 10_000; i++) {
            few.add(new SignOut(ISSUER, "s".repeat(200) + i, null, NOON, null));
        }
        assertTrue(few.size() < most / 200 && few.size() > most / 1000, "remembered: " + few.size());
        assertEquals(10_000, few.size() + few.forgotten());
        assertTrue(few.covers(anna("s".repeat(200) + 9999, NOON)));
    }

    @Test
    void nobodyPutsOutAnothersByWithdrawingInvitationsThatWereNeverMade() {
        SignOuts few = new SignOuts(LIFE, () -> now, 10, Long.MAX_VALUE);
        few.add(withdrawn("a/room/1"));
        for (int i = 0; i < 20; i++) {
            few.add(withdrawn("b/room/" + i));
        }
        assertTrue(few.endsSignIn(GuestPasses.ISSUER, "a/room/1"));
        assertTrue(few.endsSignIn(GuestPasses.ISSUER, "b/room/19"));
        assertEquals(10, few.size());
        assertEquals(11, few.forgotten());
    }

    private static SignOut withdrawn(String signIn) {
        return new SignOut(GuestPasses.ISSUER, signIn, null, NOON, null);
    }

    @Test
    void anIssuerPutsOutNoSignOutsOfAnother() {
        SignOuts few = new SignOuts(LIFE, () -> now, 10, Long.MAX_VALUE);
        few.add(new SignOut(OTHER, "s", null, NOON, null));
        for (int i = 0; i < 20; i++) {
            few.add(new SignOut(ISSUER, "s" + i, null, NOON, null));
        }
        assertTrue(few.endsSignIn(OTHER, "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "é", "語"})
    void theyTakeWhatTheySay(String character) {
        HeapCensus.Taken<SignOuts> taken = HeapCensus.of(() -> {
            SignOuts all = new SignOuts(LIFE, () -> now);
            for (int i = 0; i < 3000; i++) {
                String text = i + character.repeat(200);
                all.add(new SignOut("https://issuer.example/" + i, "s" + text, null, NOON, null));
                all.add(new SignOut("https://issuer.example/u" + i, null, "u" + text, NOON, null));
            }
            return all;
        });
        long said = taken.value().weight();
        double ratio = (double) taken.bytes() / said;
        assertTrue(ratio < 1.3, () -> "heap / weight = " + ratio);
        assertTrue(said >= 6000L * 200 * character.getBytes(UTF_8).length);
        // Written down some characters take more than on the heap.
        assertTrue(ratio > 1 / 1.3 || !character.equals("x"), () -> "heap / weight = " + ratio);
    }

    @Test
    void aTokenOfSomebodySignedOutIsInvalid() {
        TokenVerifier any = token -> CompletableFuture.completedFuture(anna(token, NOON));
        TokenVerifier checked = new SignedInOnly(any, signOuts);
        signOuts.add(new SignOut(ISSUER, "s1", null, NOON, null));
        assertEquals("anna", checked.verify("s2").toCompletableFuture().join().user());
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> checked.verify("s1").toCompletableFuture().join());
        assertInstanceOf(InvalidToken.class, refused.getCause());
        assertTrue(checked.reaffirm(anna("s1", NOON)).toCompletableFuture().isCompletedExceptionally());
        assertFalse(checked.reaffirm(anna("s2", NOON)).toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void aSignOutNamesSomebody() {
        assertThrows(IllegalArgumentException.class, () -> new SignOut(ISSUER, null, null, NOON, null));
    }
}
