package io.beckon.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.OidcTenantConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keycloak's client makes of a realm that grants nothing, and of one that is not set up. */
class AuthorizationServicesTest {

    private HttpServer realm;
    private int status;
    private String error;

    @BeforeEach
    void start() throws IOException {
        realm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String base = address() + "/realms/beckon";
        realm.createContext(
                "/realms/beckon/.well-known/uma2-configuration",
                exchange -> answer(
                        exchange, 200, "{\"issuer\":\"" + base + "\",\"token_endpoint\":\"" + base + "/token\"}"));
        realm.createContext(
                "/realms/beckon/token",
                exchange -> answer(
                        exchange,
                        status,
                        "{\"error\":\"" + error + "\",\"error_description\":\"Client does not support permissions\"}"));
        realm.start();
    }

    @AfterEach
    void stop() {
        realm.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + realm.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Set<String> scopes() {
        OidcTenantConfig config = OidcTenantConfig.authServerUrl(address() + "/realms/beckon")
                .clientId("beckon")
                .build();
        return new AuthorizationServices(config, Optional.empty(), Duration.ofSeconds(20))
                .scopes("a token", "/rooms/den")
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource({"400,invalid_resource", "400,invalid_scope", "401,invalid_grant", "403,access_denied"})
    void whatIsDeniedGrantsNothing(int answered, String why) {
        status = answered;
        error = why;
        assertEquals(Set.of(), scopes());
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_client",
        "400,invalid_request",
        "400,unauthorized_client",
        "404,Realm does not exist",
        "500,unknown_error"
    })
    void aRealmThatIsNotSetUpDeniesNothing(int answered, String why) {
        status = answered;
        error = why;
        Throwable failure =
                assertThrows(CompletionException.class, this::scopes).getCause();
        assertInstanceOf(Undecided.class, failure);
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }
}
