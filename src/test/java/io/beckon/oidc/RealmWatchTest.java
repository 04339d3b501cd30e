package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of realms, and when, by a clock that the test moves. */
class RealmWatchTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private record Voided(String issuer, Instant before) {}

    private final LocalRealm server = new LocalRealm();
    private final AtomicInteger clock = new AtomicInteger();
    private final BlockingQueue<Voided> told = new LinkedBlockingQueue<>();
    private long nanos = 1;

    @AfterEach
    void stop() {
        server.close();
    }

    /** Its keys read the clock whenever they are asked for: what a look has begun is seen at once. */
    private Realm realm(TenantConfigContext known) {
        return LocalRealm.realm(known, () -> Duration.ofSeconds(clock.incrementAndGet()));
    }

    private RealmWatch watch(Realm realm, Duration interval) {
        return new RealmWatch(new Realms(List.of(realm), LocalRealm.LEEWAY), interval);
    }

    /** Whether a look has asked the realm for its keys. */
    private boolean asks(RealmWatch watch) {
        int before = clock.get();
        look(watch);
        return clock.get() > before;
    }

    private void look(RealmWatch watch) {
        watch.look(nanos, (issuer, before) -> told.add(new Voided(issuer, before)));
    }

    private void voidBefore(long epochSecond) {
        server.show("{\"tokens-not-before\":" + epochSecond + "}");
    }

    private Voided next() throws InterruptedException {
        Voided next = told.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "nobody was told");
        return next;
    }

    /** Looks, an interval later each time. */
    private void lookUntil(RealmWatch watch, BooleanSupplier done) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "the realm is not asked");
            nanos += INTERVAL.toNanos();
            look(watch);
            Thread.onSpinWait();
        }
    }

    /** Looks, an interval later each time, until somebody is told. */
    private Voided nextWithin(RealmWatch watch) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Voided next = told.poll();
        while (next == null && System.nanoTime() < end) {
            nanos += INTERVAL.toNanos();
            look(watch);
            next = told.poll(5, TimeUnit.MILLISECONDS);
        }
        assertTrue(next != null, "nobody was told");
        return next;
    }

    @Test
    void aRealmIsAskedOnceInAnInterval() throws Exception {
        RealmWatch watch = watch(realm(server.known()), INTERVAL);
        voidBefore(100);
        assertTrue(asks(watch), "at once");
        assertEquals(new Voided(server.url(), Instant.ofEpochSecond(100)), next());

        nanos += INTERVAL.toNanos() - 1;
        assertFalse(asks(watch), "too early");
        voidBefore(200);
        nanos += 1;
        assertTrue(asks(watch), "in time");
        assertEquals(Instant.ofEpochSecond(200), next().before());
        assertEquals(2, server.askedForPage());
    }

    @Test
    void aTimeIsToldOnceAndOnlyForward() throws Exception {
        RealmWatch watch = watch(realm(server.known()), INTERVAL);
        voidBefore(0);
        look(watch);
        lookUntil(watch, () -> server.askedForPage() >= 3);
        assertTrue(told.isEmpty(), "nothing is void yet");
        voidBefore(100);
        assertEquals(Instant.ofEpochSecond(100), nextWithin(watch).before());
        for (long again : new long[] {100, 50}) {
            voidBefore(again);
            int asked = server.askedForPage();
            lookUntil(watch, () -> server.askedForPage() >= asked + 3);
        }
        assertEquals(null, told.poll());
        voidBefore(200);
        assertEquals(Instant.ofEpochSecond(200), nextWithin(watch).before());
    }

    @Test
    void itIsNotAskedAgainBeforeItHasAnswered() throws Exception {
        RealmWatch watch = watch(realm(server.known()), INTERVAL);
        voidBefore(100);
        server.hold();
        assertTrue(asks(watch));
        nanos += INTERVAL.toNanos();
        assertFalse(asks(watch), "one question is under way");
        server.goOn();
        next();
        nanos += INTERVAL.toNanos();
        assertTrue(asks(watch));
    }

    @Test
    void aRealmThatFailedIsAskedAgain() throws Exception {
        RealmWatch watch = watch(realm(server.known()), INTERVAL);
        voidBefore(100);
        server.answerWith(500);
        look(watch);
        lookUntil(watch, () -> server.askedForKeys() >= 2);
        assertEquals(0, server.askedForPage(), "its page is asked for after its keys");
        server.answerWith(200);
        assertEquals(Instant.ofEpochSecond(100), nextWithin(watch).before());
    }

    @Test
    void aPageThatIsNoneOfKeycloakVoidsNothing() throws Exception {
        RealmWatch watch = watch(realm(server.known()), INTERVAL);
        for (String page : new String[] {
            "<html>",
            "[]",
            "{}",
            "{\"tokens-not-before\":\"5\"}",
            "{\"tokens-not-before\":null}",
            "{\"tokens-not-before\":9223372036854775807}"
        }) {
            server.show(page);
            int asked = server.askedForPage();
            lookUntil(watch, () -> server.askedForPage() >= asked + 2);
        }
        voidBefore(100);
        assertEquals(Instant.ofEpochSecond(100), nextWithin(watch).before());
        assertTrue(told.isEmpty());
    }

    @Test
    void withoutAnIntervalOnlyMissingKeysAreAskedFor() throws Exception {
        Realm realm = realm(server.known());
        RealmWatch watch = watch(realm, Duration.ZERO);
        voidBefore(100);
        assertTrue(asks(watch), "they are missing");
        realm.renewKeys().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertFalse(realm.lacksKeys());

        nanos += INTERVAL.toNanos();
        assertFalse(asks(watch), "they are there");
        assertEquals(0, server.askedForPage());
    }

    @Test
    void aRealmThatWasNotReachedIsTriedOnceAtATime() throws Exception {
        BlockingQueue<CompletableFuture<TenantConfigContext>> tries = new LinkedBlockingQueue<>();
        Realm realm = realm(LocalRealm.unknown(server.config(), () -> {
            CompletableFuture<TenantConfigContext> attempt = new CompletableFuture<>();
            tries.add(attempt);
            return Uni.createFrom().completionStage(attempt);
        }));
        RealmWatch watch = watch(realm, INTERVAL);
        voidBefore(100);

        look(watch);
        look(watch);
        assertEquals(1, tries.size(), "one attempt is under way");
        tries.remove().completeExceptionally(new IllegalStateException("for this test"));
        look(watch);
        assertEquals(1, tries.size(), "the next one needs no interval");
        assertFalse(realm.isReady());
        tries.remove().complete(server.known());
        assertTrue(realm.isReady());

        nanos += INTERVAL.toNanos();
        assertTrue(asks(watch));
        assertEquals(Instant.ofEpochSecond(100), next().before());
    }
}
