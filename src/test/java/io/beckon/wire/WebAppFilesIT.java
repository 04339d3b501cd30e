package io.beckon.wire;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the web app, as the service hands them out. */
class WebAppFilesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/admin",
                "/app/main.js",
                "/client/beckon.js",
                "/service-worker.js",
                "/nowhere"
            })
    void whateverIsShownMayTalkToThisServiceOnly(String path) {
        given().baseUri(server.url().toString())
                .get(path)
                .then()
                .header(
                        "Content-Security-Policy",
                        allOf(
                                startsWith("default-src 'none'"),
                                containsString("script-src 'self';"),
                                containsString("style-src 'self';"),
                                containsString("frame-ancestors 'none'"),
                                containsString("connect-src 'self'"),
                                not(containsString("unsafe"))))
                .header("Permissions-Policy", allOf(containsString("camera=(self)"), containsString("geolocation=()")))
                .header("X-Content-Type-Options", is("nosniff"))
                .header("Referrer-Policy", is("no-referrer"))
                .header("Cache-Control", is("no-cache"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/style.css", "/app/main.js", "/icon.svg"})
    void filesAreCompressed(String path) {
        given().baseUri(server.url().toString())
                .header("Accept-Encoding", "gzip")
                .get(path)
                .then()
                .statusCode(200)
                .header("Content-Encoding", is("gzip"));
    }
}
