package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health is told at the management port and nowhere else. */
class HealthIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void isTold(String check) {
        HttpResponse<String> response = get(server.managementUrl().resolve("/q/health/" + check));

        assertEquals(200, response.statusCode(), response::body);
        assertTrue(response.body().contains("\"UP\""), response::body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
    void isNotToldInPublic(String path) {
        HttpResponse<String> response = get(server.url().resolve(path));

        assertEquals(404, response.statusCode());
        assertFalse(response.body().contains("UP"), response::body);
    }

    private static HttpResponse<String> get(URI address) {
        return DevelopmentTokens.send(HttpRequest.newBuilder(address).build());
    }
}
