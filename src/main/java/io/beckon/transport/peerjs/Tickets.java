package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.identity.Caller;
import io.beckon.identity.Grant;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.KeyedHash;
import io.beckon.identity.NamePattern;
import io.beckon.room.Right;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a signed-in user gives PeerJS for a {@code token}: who it is, and what it may do in one room, signed by the service. Any node with the
 * same keys takes it, as often as the client comes back with it, until it ends or the user is signed out.
 */
public final class Tickets {

    private static final String MARK = "beckon~";

    private final List<KeyedHash> keys;
    private final Predicate<Caller> signedOut;
    private final InstantSource clock;

    /** @param keys newest first: the first one signs, all of them are accepted */
    public Tickets(List<byte[]> keys, Predicate<Caller> signedOut, InstantSource clock) {
        this.keys = keys.stream().map(KeyedHash::new).toList();
        this.signedOut = signedOut;
        this.clock = clock;
    }

    static boolean isOne(String token) {
        return token.startsWith(MARK);
    }

    /** Whether it can be nothing else, good or not: what clients make up may begin like one. */
    static boolean hasForm(String token) {
        String[] parts = isOne(token) ? parts(token) : new String[0];
        return parts.length == 2 && isObject(parts[0]);
    }

    private static String[] parts(String ticket) {
        return ticket.substring(MARK.length()).split("~", -1);
    }

    /** Whether a text is a JSON object in Base64url. */
    static boolean isObject(String base64) {
        try {
            new JsonObject(new String(Base64.getUrlDecoder().decode(base64), UTF_8));
            return true;
        } catch (IllegalArgumentException | DecodeException e) {
            return false;
        }
    }

    String issue(Caller caller, String room, Set<Right> rights, Instant end) {
        JsonObject claims = new JsonObject()
                .put("tenant", caller.tenant())
                .put("issuer", caller.issuer())
                .put("user", caller.user())
                .put("name", caller.name())
                .put("signIn", caller.signIn())
                .put("room", room)
                .put(
                        "rights",
                        new JsonArray(
                                rights.stream().map(Right::wireName).sorted().toList()))
                .put("issuedAt", caller.issuedAt().getEpochSecond())
                .put("end", end.getEpochSecond());
        String body = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.encode().getBytes(UTF_8));
        return MARK + body + "~" + signature(keys.get(0), body);
    }

    /** Fails with {@link InvalidToken}. */
    CompletionStage<Caller> verify(String ticket) {
        try {
            return CompletableFuture.completedFuture(read(ticket));
        } catch (InvalidToken invalid) {
            return CompletableFuture.failedFuture(invalid);
        } catch (DecodeException | ClassCastException | IllegalArgumentException | NullPointerException e) {
            return CompletableFuture.failedFuture(new InvalidToken("not a ticket"));
        }
    }

    private Caller read(String ticket) {
        String[] parts = parts(ticket);
        if (parts.length != 2 || keys.stream().noneMatch(key -> isSigned(key, parts[0], parts[1]))) {
            throw new InvalidToken("not a ticket of this service");
        }
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8));
        Instant end = Instant.ofEpochSecond(claims.getLong("end"));
        List<Object> named = claims.getJsonArray("rights").getList();
        Set<Right> rights = Arrays.stream(Right.values())
                .filter(right -> named.contains(right.wireName()))
                .collect(Collectors.toUnmodifiableSet());
        Caller caller = new Caller(
                claims.getString("tenant"),
                claims.getString("issuer"),
                claims.getString("user"),
                claims.getString("name"),
                claims.getString("signIn"),
                List.of(new Grant(new NamePattern(claims.getString("room")), rights)),
                List.of(),
                Instant.ofEpochSecond(claims.getLong("issuedAt")),
                end,
                end,
                null);
        if (!end.isAfter(clock.instant()) || signedOut.test(caller)) {
            throw new InvalidToken("the ticket has ended");
        }
        return caller;
    }

    private static boolean isSigned(KeyedHash key, String body, String signature) {
        return MessageDigest.isEqual(signature(key, body).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private static String signature(KeyedHash key, String body) {
        return key.of(List.of("ticket", body));
    }
}
