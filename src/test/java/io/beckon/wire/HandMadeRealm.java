package io.beckon.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A realm that signs whatever one wants, among it what Keycloak never would. */
final class HandMadeRealm {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_ID = "hand-made";

    private final HttpServer server;
    private final KeyPair keys = newKeys();
    private final AtomicInteger asked = new AtomicInteger();
    private final String issuer;
    private volatile long notBefore;

    HandMadeRealm() {
        this("", null);
    }

    /** @param secret by which the client {@code beckon-nodes} gets a token for itself (RFC 6749 section 4.4) */
    HandMadeRealm(String secret) {
        this(secret, null);
    }

    /** One that calls itself by an address that leads nowhere. */
    static HandMadeRealm elsewhere() {
        return new HandMadeRealm("", "http://sso.invalid/realms/staff");
    }

    private HandMadeRealm(String secret, @Nullable String name) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = name == null ? address() : name;
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        Map.of(
                                "issuer", issuer(),
                                "jwks_uri", address() + "/certs",
                                "token_endpoint", address() + "/token")));
        server.createContext("/certs", exchange -> {
            asked.incrementAndGet();
            answer(exchange, Map.of("keys", List.of(key())));
        });
        server.createContext("/token", exchange -> {
            String expected = "Basic "
                    + Base64.getEncoder().encodeToString(("beckon-nodes:" + secret).getBytes(StandardCharsets.UTF_8));
            if (expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(
                        exchange,
                        Map.of(
                                "access_token",
                                token("sub", "beckon-nodes"),
                                "token_type",
                                "Bearer",
                                "expires_in",
                                300));
            } else {
                answer(exchange, 401, Map.of("error", "unauthorized_client"));
            }
        });
        server.createContext("/", exchange -> answer(exchange, Map.of("tokens-not-before", notBefore)));
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    /** What it calls itself. */
    String issuer() {
        return issuer;
    }

    /** Where nodes reach it. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Makes all tokens void that were issued before this second. */
    void voidBefore(long epochSecond) {
        notBefore = epochSecond;
    }

    /** How often it was asked for its keys. */
    int asked() {
        return asked.get();
    }

    /** All that a good token needs; {@code changes}: names and values in turn, where {@code null} takes a claim away. */
    Map<String, Object> claims(@Nullable Object... changes) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "iss",
                issuer(),
                "aud",
                List.of("beckon", "account"),
                "sub",
                "6f1f0ab1-hand-made",
                "azp",
                "beckon-test",
                "typ",
                "Bearer",
                "preferred_username",
                "mallory",
                "name",
                "Mallory Made",
                "realm_access",
                Map.of("roles", List.of("host")),
                "iat",
                now,
                "exp",
                now + 300));
        change(claims, changes);
        return claims;
    }

    private static void change(Map<String, Object> claims, @Nullable Object... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                claims.remove((String) changes[i]);
            } else {
                claims.put((String) changes[i], changes[i + 1]);
            }
        }
    }

    /** A good one of OpenID Connect Back-Channel Logout 1.0, with changes as those of {@link #claims}. */
    String logoutToken(@Nullable Object... changes) {
        Map<String, Object> claims = claims(
                "aud",
                "beckon-web",
                "typ",
                "Logout",
                "jti",
                UUID.randomUUID().toString(),
                "events",
                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change(claims, changes);
        return sign(claims);
    }

    String token(@Nullable Object... changes) {
        return sign(claims(changes));
    }

    String sign(Map<String, Object> claims) {
        return sign(header(KEY_ID), json(claims));
    }

    /** Of a payload that need not be JSON. */
    String sign(Map<String, Object> header, byte[] payload) {
        return sign(keys.getPrivate(), header, payload);
    }

    static Map<String, Object> header(String keyId) {
        return Map.of("alg", "RS256", "typ", "JWT", "kid", keyId);
    }

    Map<String, Object> header() {
        return header(KEY_ID);
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(PrivateKey key, Map<String, Object> header, byte[] payload) {
        String signed = base64(json(header)) + "." + base64(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Map<String, Object> key() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return base64(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static void answer(HttpExchange exchange, Map<String, Object> body) throws IOException {
        answer(exchange, 200, body);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        try (exchange) {
            byte[] bytes = json(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
