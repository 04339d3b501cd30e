package io.beckon.oidc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Keeps in touch with the realms: connects to those that could not be reached so far, and hears of what Keycloak tells only those
 * who ask: that keys are no longer its own, and that all tokens from before some time are void.
 */
public final class RealmWatch {

    private static final Logger LOG = System.getLogger(RealmWatch.class.getName());

    private final Realms realms;
    private final Duration interval;
    private final Set<Realm> asked = ConcurrentHashMap.newKeySet();
    /** Those that did not answer when they were asked last. */
    private final Set<Realm> silent = ConcurrentHashMap.newKeySet();

    private final Map<Realm, Instant> voided = new ConcurrentHashMap<>();
    private long next;

    /** @param interval between two questions; zero: never */
    public RealmWatch(Realms realms, Duration interval) {
        this.realms = realms;
        this.interval = interval;
    }

    /**
     * Does what is due; never blocks. Called every second.
     *
     * @param whenVoided is told an issuer, and the time before which its tokens are void
     */
    public void look(long nanoTime, BiConsumer<String, Instant> whenVoided) {
        boolean due = next == 0 || nanoTime - next >= 0;
        if (due) {
            next = nanoTime + interval.toNanos();
        }
        for (Realm realm : realms.all()) {
            if (!realm.isReady()) {
                once(realm, () -> realm.connect().whenComplete((ready, failure) -> asked.remove(realm)));
            } else if (interval.isZero() && realm.lacksKeys()) {
                once(realm, () -> realm.renewKeys().whenComplete((renewed, failure) -> asked.remove(realm)));
            } else if (due && !interval.isZero()) {
                once(
                        realm,
                        () -> realm.renewKeys()
                                .thenCompose(renewed -> notBefore(realm))
                                .whenComplete((time, failure) -> {
                                    asked.remove(realm);
                                    if (failure == null) {
                                        heard(realm, time, whenVoided);
                                    }
                                }));
            }
        }
    }

    private void once(Realm realm, Runnable question) {
        if (asked.add(realm)) {
            question.run();
        }
    }

    private CompletionStage<Instant> notBefore(Realm realm) {
        return realm.ask(RealmClient::notBefore).whenComplete((time, failure) -> {
            if (failure == null) {
                silent.remove(realm);
            } else if (silent.add(realm)) {
                LOG.log(
                        Level.WARNING,
                        "Realm-wide sign-outs are not heard of: "
                                + realm.setting().server()
                                + " does not say before which time its tokens are void: " + failure.getMessage());
            }
        });
    }

    private void heard(Realm realm, Instant time, BiConsumer<String, Instant> whenVoided) {
        Instant before = voided.put(realm, time);
        if (time.isAfter(before == null ? Instant.EPOCH : before)) {
            whenVoided.accept(realm.issuer(), time);
        }
    }
}
