package io.beckon.oidc;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.AccessToken;
import io.beckon.identity.Caller;
import io.beckon.identity.Undecided;
import io.beckon.room.Footprint;
import io.beckon.room.Right;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Leaves it to Keycloak's Authorization Services what a user may do in a room: the room is the resource with the URI
 * {@code /rooms/NAME}, percent-encoded, and the scopes that are granted on it are the rights. Decisions are kept for a while, and
 * those who ask at the same time share one.
 */
public final class Decisions implements AccessPolicy {

    static final long MOST_BYTES = 16L << 20;

    /** Of one decision, without its texts. */
    private static final int OVERHEAD_BYTES = 200;

    private final Realms realms;
    private final AsyncCache<Question, Set<Right>> kept;

    /** @param digest of the token: tokens are too large, and too dear, to be kept with each decision */
    record Question(String tenant, String digest, String room) {}

    /** @param life how long a decision stands */
    public Decisions(Realms realms, Duration life) {
        this.realms = realms;
        this.kept = memory(life);
    }

    /** Of decisions, within {@value #MOST_BYTES} bytes. */
    static AsyncCache<Question, Set<Right>> memory(Duration life) {
        return Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((Question question, Set<Right> rights) -> weight(question))
                .expireAfterWrite(life)
                .executor(Runnable::run)
                .buildAsync();
    }

    static int weight(Question question) {
        return OVERHEAD_BYTES + Footprint.text(question.digest) + Footprint.text(question.room);
    }

    @Override
    public CompletionStage<Set<Right>> rightsIn(Caller caller, String room) {
        AccessToken token = caller.token();
        if (token == null) {
            return CompletableFuture.failedFuture(new Undecided("without the token"));
        }
        Realm realm = realms.issuerOf(token.value());
        Question question = new Question(realm.tenant(), token.digest(), room);
        return kept.get(question, (asked, executor) -> ask(realm, token, room).toCompletableFuture());
    }

    private static CompletionStage<Set<Right>> ask(Realm realm, AccessToken token, String room) {
        String name = URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
        return realm.scopes(token.value(), "/rooms/" + name).thenApply(Decisions::rights);
    }

    private static Set<Right> rights(Set<String> scopes) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : Right.values()) {
            if (scopes.contains(right.wireName()) || scopes.contains(scope(right))) {
                rights.add(right);
            }
        }
        return rights;
    }

    /** Scopes are verbs. */
    private static String scope(Right right) {
        return right == Right.MODERATOR ? "moderate" : right.wireName();
    }
}
