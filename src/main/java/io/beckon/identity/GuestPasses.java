package io.beckon.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.room.Right;
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
 * Lets people in who have not signed in: by an invitation to one room, and by the access tokens that guests get for it. The service signs both; any
 * node with the same keys takes them until they end. All other tokens are for others to check. Safe for use by several threads.
 */
public final class GuestPasses implements TokenVerifier {

    /** Of guests' tokens: no issuer of OpenID Connect has such a name, for those are URLs. */
    public static final String ISSUER = "beckon:guests";

    private static final Set<Right> RIGHTS = Set.of(Right.JOIN, Right.PUBLISH);
    private static final String INVITATION = "beckon-invitation";
    private static final String TOKEN = "beckon-guest";
    private static final String SEPARATOR = "~";

    private final TokenVerifier others;
    private final List<KeyedHash> keys;
    private final InstantSource clock;

    /** Whether guests of an invitation, by their {@link Invitation#signIn}, are not to come any more. */
    private final Predicate<String> withdrawn;

    /** To a room of a tenant, until it ends. */
    public record Invitation(String tenant, String room, String id, Instant end) {

        /** A new one. */
        public static Invitation to(String tenant, String room, Instant end) {
            return new Invitation(tenant, room, Ids.random(), end);
        }

        /** To its guests it is what a sign-in at an issuer is to others. An id tells of none but its own room's. */
        public String signIn() {
            return String.join("/", tenant, room, id);
        }
    }

    /** That of an {@link Invitation#signIn}, as far as it has no slash. */
    public static String tenant(String signIn) {
        int end = signIn.indexOf('/');
        return end < 0 ? signIn : signIn.substring(0, end);
    }

    /**
     * @param keys newest first: the first one signs, all of them are accepted
     * @param withdrawn which of them, by {@link Invitation#signIn}, were taken back
     */
    public GuestPasses(TokenVerifier others, List<byte[]> keys, Predicate<String> withdrawn, InstantSource clock) {
        this.others = others;
        this.keys = keys.stream().map(KeyedHash::new).toList();
        this.withdrawn = withdrawn;
        this.clock = clock;
    }

    /** Whether a text is a guest's access token, good or not. */
    public static boolean isOne(String token) {
        return token.startsWith(TOKEN + SEPARATOR);
    }

    public String invite(Invitation invitation) {
        return signed(INVITATION, invitation.tenant(), invitation.room(), invitation.id(), seconds(invitation.end()));
    }

    /** Throws {@link InvalidToken}. */
    public Invitation invitation(String text) {
        List<String> parts = read(INVITATION, text, 4);
        Invitation invitation = new Invitation(parts.get(0), parts.get(1), parts.get(2), instant(parts.get(3)));
        requireLater(invitation.end());
        if (withdrawn.test(invitation.signIn())) {
            throw new InvalidToken("withdrawn");
        }
        return invitation;
    }

    /** An access token that ends with the invitation. */
    public String admit(Invitation invitation, String user, String name) {
        String end = seconds(invitation.end());
        return signed(
                TOKEN,
                invitation.tenant(),
                invitation.room(),
                invitation.id(),
                user,
                name,
                seconds(clock.instant()),
                end);
    }

    @Override
    public CompletionStage<Caller> verify(String token) {
        if (!isOne(token)) {
            return others.verify(token);
        }
        try {
            return CompletableFuture.completedFuture(guest(token));
        } catch (InvalidToken invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
    }

    @Override
    public CompletionStage<Void> reaffirm(Caller caller) {
        return caller.issuer().equals(ISSUER) ? CompletableFuture.completedFuture(null) : others.reaffirm(caller);
    }

    private Caller guest(String token) {
        List<String> parts = read(TOKEN, token, 7);
        Invitation invitation = new Invitation(parts.get(0), parts.get(1), parts.get(2), instant(parts.get(6)));
        requireLater(invitation.end());
        return guest(invitation, parts.get(3), parts.get(4), instant(parts.get(5)));
    }

    /** Somebody new, who comes by an invitation. */
    public Caller guest(Invitation invitation, String name) {
        return guest(invitation, "guest-" + Ids.random(), name, clock.instant());
    }

    private static Caller guest(Invitation invitation, String user, String name, Instant since) {
        return new Caller(
                invitation.tenant(),
                ISSUER,
                user,
                name,
                invitation.signIn(),
                List.of(new Grant(new NamePattern(invitation.room()), RIGHTS)),
                List.of(),
                since,
                invitation.end(),
                invitation.end(),
                null);
    }

    private void requireLater(Instant end) {
        if (!end.isAfter(clock.instant())) {
            throw new InvalidToken("it has ended");
        }
    }

    private String signed(String kind, String... parts) {
        String body = Arrays.stream(parts)
                .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
                .collect(Collectors.joining("."));
        return String.join(SEPARATOR, kind, body, keys.getFirst().of(List.of(kind, body)));
    }

    private List<String> read(String kind, String text, int count) {
        String[] pieces = text.split(SEPARATOR, -1);
        if (pieces.length != 3 || !pieces[0].equals(kind) || !isSigned(kind, pieces[1], pieces[2])) {
            throw new InvalidToken("not made by this service");
        }
        List<String> parts = Arrays.stream(pieces[1].split("\\.", -1))
                .map(part -> new String(Base64.getUrlDecoder().decode(part), UTF_8))
                .toList();
        if (parts.size() != count) {
            throw new InvalidToken("of another version of this service");
        }
        return parts;
    }

    private boolean isSigned(String kind, String body, String signature) {
        byte[] given = signature.getBytes(UTF_8);
        return keys.stream()
                .anyMatch(
                        key -> MessageDigest.isEqual(key.of(List.of(kind, body)).getBytes(UTF_8), given));
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
