package io.beckon.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@QuarkusIntegrationTest
@WithTestResource(FreeManagementPort.class)
@Isolated("Quarkus runs one test class at a time")
class PackagedServiceIT {

    @FreeManagementPort.Management
    URI management;

    @TestHTTPResource("/q/health/live")
    URI liveOnThePublicPort;

    @Test
    void thePackagedServiceStartsAndIsLive() {
        given().get(management.resolve("/q/health/live")).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void healthIsNotOnThePublicPort() {
        given().get(liveOnThePublicPort).then().statusCode(404);
    }
}
