package io.beckon.development;

import io.beckon.room.Right;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code POST /development/token}: a token for anybody on this machine. It takes only JSON, which a foreign page cannot send
 * without asking, only a loopback {@code Host}, so that no name rebound to this address gets in, no {@code Origin} whose pages may not
 * use the service, and nothing that came through a proxy, whose clients may be anywhere.
 */
public final class TokenEndpoint {

    public static final String PATH = "/development/token";

    public static final int MAX_BODY_BYTES = 16 * 1024;

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final long DEFAULT_TTL_SECONDS = 3600;
    private static final int MAX_NAME = 255;

    /** What proxies add, beside all that begins with {@code X-Forwarded}. */
    private static final Set<String> OF_PROXIES = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-original-host",
            "x-proxyuser-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip");

    private final DevelopmentTokens tokens;
    private final long maxTtlSeconds;
    private final Predicate<HttpServerRequest> isPermitted;

    /**
     * @param longestLife of a token that the service takes
     * @param isPermitted whether the request's origin may use the service
     */
    public TokenEndpoint(DevelopmentTokens tokens, Duration longestLife, Predicate<HttpServerRequest> isPermitted) {
        this.tokens = tokens;
        this.isPermitted = isPermitted;
        this.maxTtlSeconds = longestLife.toSeconds();
    }

    /** {@code OPTIONS}: whether a page may ask. */
    public void describe(RoutingContext routing) {
        if (serves(routing)) {
            routing.response().setStatusCode(204).end();
        }
    }

    public void handle(RoutingContext routing) {
        if (!serves(routing)) {
            return;
        }
        if (!isJson(routing.request())) {
            answer(routing, 415, new JsonObject().put("error", "send application/json"));
        } else {
            try {
                answer(routing, 200, issue(new JsonObject(routing.body().buffer())));
            } catch (DecodeException | NullPointerException e) {
                answer(routing, 400, new JsonObject().put("error", "the body is not a JSON object"));
            } catch (ClassCastException | IllegalArgumentException e) {
                answer(routing, 400, new JsonObject().put("error", message(e)));
            }
        }
    }

    private boolean serves(RoutingContext routing) {
        boolean serves =
                isLocal(routing.request()) && isPermitted.test(routing.request()) && !isForwarded(routing.request());
        if (!serves) {
            String error =
                    "only for this machine: use a loopback host and no proxy, from no origin but the service's own"
                            + " and those of beckon.allowed-origins";
            answer(routing, 403, new JsonObject().put("error", error));
        }
        return serves;
    }

    private static String message(RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null
                ? e.getMessage()
                : "user and name are strings, roles an array of strings, ttlSeconds a number";
    }

    private JsonObject issue(JsonObject request) {
        String user = text(request, "user", "");
        if (user.isEmpty()) {
            throw new IllegalArgumentException("user: missing");
        }
        Number ttl = (Number) request.getValue("ttlSeconds", Math.min(DEFAULT_TTL_SECONDS, maxTtlSeconds));
        long seconds = ttl.longValue();
        if (seconds < 1 || seconds > maxTtlSeconds) {
            throw new IllegalArgumentException(
                    "ttlSeconds: 1 to " + maxTtlSeconds + ", which is beckon.longest-token-life");
        }
        String token = tokens.issue(user, text(request, "name", user), rights(request), seconds);
        return new JsonObject()
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("expires_in", seconds);
    }

    private static String text(JsonObject request, String field, String otherwise) {
        String value = (String) request.getValue(field);
        if (value != null && value.length() > MAX_NAME) {
            throw new IllegalArgumentException(field + ": at most " + MAX_NAME + " characters");
        }
        return value == null ? otherwise : value;
    }

    private static Set<Right> rights(JsonObject request) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        JsonArray roles = (JsonArray) request.getValue("roles");
        for (Object role : roles == null ? new JsonArray() : roles) {
            rights.add(Arrays.stream(Right.values())
                    .filter(right -> right.wireName().equals(role))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("roles: unknown role " + role)));
        }
        return rights;
    }

    private static boolean isLocal(HttpServerRequest request) {
        String host = request.getHeader("Host");
        return host != null && LOOPBACK.matcher(host).matches();
    }

    private static boolean isForwarded(HttpServerRequest request) {
        return request.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("x-forwarded") || OF_PROXIES.contains(name));
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static void answer(RoutingContext routing, int status, JsonObject body) {
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
