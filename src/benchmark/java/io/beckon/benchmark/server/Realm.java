package io.beckon.benchmark.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beckon.benchmark.load.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** An OpenID provider that signs tokens by RS256, as Keycloak does, and tells its key; nobody signs in. */
final class Realm implements AutoCloseable {

    static final String CLIENT = "beckon";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final long LIFE_SECONDS = 6 * 3600;

    private final HttpServer server;
    private final KeyPair keys;

    Realm() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer("/.well-known/openid-configuration", """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token"}""".formatted(issuer()));
        answer("/keys", """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1", "n": "%s", "e": "%s"}]}""".formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent())));
        answer("/", "{\"tokens-not-before\": 0}");
        server.start();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Target.User> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "bench-" + number)
                .map(id -> new Target.User(id, token(id)))
                .toList();
    }

    private String token(String user) {
        long now = Instant.now().getEpochSecond();
        String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"1\"}";
        String claims = """
                {"iss":"%s","aud":["%s","account"],"sub":"%s","azp":"benchmark","typ":"Bearer","preferred_username":"%s",\
                "name":"%s","realm_access":{"roles":["user"]},"iat":%d,"exp":%d}""".formatted(issuer(), CLIENT, user, user, user, now, now + LIFE_SECONDS);
        String signed =
                base64(head.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> answer(exchange, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
