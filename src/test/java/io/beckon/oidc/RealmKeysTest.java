package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a realm is asked for its keys, by a clock that the test moves. */
class RealmKeysTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LocalRealm realm = new LocalRealm();
    private final RealmKeys keys = keys(realm.known());
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Deque<Long> waits = new ArrayDeque<>();
    private long nanos = Long.MAX_VALUE - SECOND / 2;

    @AfterEach
    void stop() {
        realm.close();
    }

    private RealmKeys keys(TenantConfigContext known) {
        return new RealmKeys(
                known, new RealmClient(known, LocalRealm.PATIENCE), LocalRealm.LEEWAY, () -> nanos, wait -> task -> {
                    waits.add(wait);
                    later.add(task);
                });
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return assertThrows(ExecutionException.class, () -> get(stage)).getCause();
    }

    private String token() {
        return LocalRealm.sign(realm.claims());
    }

    private String newToken() {
        return LocalRealm.sign(realm.claims(), LocalRealm.NEXT);
    }

    /** They are there, and may be asked for again. */
    private void begin() throws Exception {
        get(keys.renew());
        nanos += SECOND;
    }

    @Test
    void theFirstTokenWaitsForThem() throws Exception {
        assertTrue(keys.areMissing());
        assertEquals("anna", get(keys.verify(token())).getString("sub"));
        assertFalse(keys.areMissing());
    }

    @Test
    void theyAreNotAskedForAgainForWhatTheyVerify() throws Exception {
        begin();
        for (int i = 0; i < 3; i++) {
            nanos += SECOND;
            assertTrue(keys.verify(token()).toCompletableFuture().isDone());
        }
        assertEquals(1, realm.askedForKeys());
    }

    @Test
    void norForWhatIsSignedWithAnotherKeyOfTheSameName() throws Exception {
        begin();
        String forged = LocalRealm.sign(realm.claims(), LocalRealm.FORGED);

        assertInstanceOf(InvalidToken.class, failure(keys.verify(forged)));
        assertEquals(1, realm.askedForKeys());
    }

    @Test
    void aNewKeyCountsAtOnce() throws Exception {
        begin();
        realm.publish(LocalRealm.set(LocalRealm.KEY, LocalRealm.NEXT));

        assertEquals("anna", get(keys.verify(newToken())).getString("sub"));
        assertEquals("anna", get(keys.verify(token())).getString("sub"));
        assertEquals(2, realm.askedForKeys());
    }

    @Test
    void alsoForTheChecksOfOthers() throws Exception {
        begin();
        realm.publish(LocalRealm.set(LocalRealm.NEXT));
        LogoutTokens tokens = new LogoutTokens(
                new Realms(
                        List.of(new Realm(
                                "default",
                                realm.known(),
                                keys,
                                new AuthorizationServices(realm.config(), Optional.empty(), LocalRealm.PATIENCE))),
                        LocalRealm.LEEWAY),
                Set.of());

        assertEquals(
                "s1",
                get(tokens.verify(LocalRealm.sign(realm.logoutClaims(), LocalRealm.NEXT)))
                        .text("sid"));
        assertEquals(2, realm.askedForKeys());
    }

    @Test
    void withinASecondTheyAreAskedForOnce() throws Exception {
        get(keys.renew());
        nanos += SECOND / 4;
        realm.publish(LocalRealm.set(LocalRealm.NEXT));
        CompletionStage<JsonObject> first = keys.verify(newToken());
        CompletionStage<JsonObject> second = keys.verify(newToken());

        assertEquals(SECOND - SECOND / 4, waits.remove());
        assertTrue(waits.isEmpty(), "one question for both");
        assertEquals(1, realm.askedForKeys());
        assertFalse(first.toCompletableFuture().isDone());

        nanos += SECOND - SECOND / 4;
        later.remove().run();
        assertEquals("anna", get(first).getString("sub"));
        assertEquals("anna", get(second).getString("sub"));
        assertEquals(2, realm.askedForKeys());
    }

    @Test
    void whoComesWhileTheyAreOnTheirWayWaitsForThese() throws Exception {
        begin();
        realm.publish(LocalRealm.set(LocalRealm.NEXT));
        realm.hold();
        CompletionStage<JsonObject> first = keys.verify(newToken());
        nanos += 2 * SECOND;
        CompletionStage<JsonObject> second = keys.verify(newToken());
        assertFalse(first.toCompletableFuture().isDone());

        realm.goOn();
        get(first);
        get(second);
        assertEquals(2, realm.askedForKeys());
    }

    @Test
    void aKeyThatTheRealmHasNotProvesNothing() throws Exception {
        begin();

        Throwable failure = failure(keys.verify(newToken()));
        assertInstanceOf(InvalidToken.class, failure);
        assertTrue(String.valueOf(failure.getMessage()).matches("error -?\\d+"), "without the token: " + failure);
        assertEquals(2, realm.askedForKeys());
    }

    @Test
    void aKeyThatItNoLongerHasIsLetGo() throws Exception {
        begin();
        realm.publish(LocalRealm.set(LocalRealm.NEXT));
        get(keys.renew());
        nanos += SECOND;

        assertInstanceOf(InvalidToken.class, failure(keys.verify(token())));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 500, 503})
    void aRealmThatDoesNotAnswerKeepsItsKeys(int status) throws Exception {
        begin();
        realm.answerWith(status);

        assertInstanceOf(Undecided.class, failure(keys.verify(newToken())));
        assertEquals("anna", get(keys.verify(token())).getString("sub"));
        nanos += SECOND;
        realm.answerWith(200);
        realm.publish(LocalRealm.set(LocalRealm.NEXT));
        assertEquals("anna", get(keys.verify(newToken())).getString("sub"), "it is asked again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"keys\":5}", "<html>"})
    void whatIsNoKeySetChangesNothing(String body) throws Exception {
        begin();
        realm.publish(body);

        assertInstanceOf(Undecided.class, failure(keys.renew()));
        assertEquals("anna", get(keys.verify(token())).getString("sub"));
    }

    @Test
    void aRealmThatWasNeverHeardOfDecidesNothing() {
        realm.answerWith(500);

        assertInstanceOf(Undecided.class, failure(keys.renew()));
        assertTrue(keys.areMissing());
        nanos += SECOND;
        keys.verify(token());
        assertFalse(keys.verify(token()).toCompletableFuture().isDone(), "who comes waits for them");
    }

    @Test
    void timesHaveTheLeeway() throws Exception {
        long now = Instant.now().getEpochSecond();
        long leeway = LocalRealm.LEEWAY.toSeconds();
        begin();

        get(keys.verify(LocalRealm.sign(realm.claims().put("iat", now - 300).put("exp", now - leeway / 2))));
        get(keys.verify(LocalRealm.sign(realm.claims().put("iat", now + leeway / 2))));
        assertInstanceOf(
                InvalidToken.class,
                failure(keys.verify(
                        LocalRealm.sign(realm.claims().put("iat", now - 300).put("exp", now - leeway - 1)))));
    }

    @Test
    void aRealmThatDoesNotSayWhereItsKeysAreLeavesNobodyWaiting() {
        JsonObject metadata = realm.metadata();
        metadata.remove("jwks_uri");
        RealmKeys nowhere = keys(realm.known(metadata));

        for (int i = 0; i < 2; i++) {
            assertInstanceOf(Undecided.class, failure(nowhere.renew()));
            nanos += SECOND;
        }
    }
}
