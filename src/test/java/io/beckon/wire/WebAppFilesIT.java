package io.beckon.wire;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the web app, as the service hands them out. */
class WebAppFilesIT {

    private static final Path FILES = Path.of("src/main/resources/META-INF/resources");
    private static final long MOST_BYTES = 170_000;
    private static final List<Path> NOT_ASKED_FOR = Stream.of("cbor.js", "media.js", "node.js")
            .map(FILES.resolve("client")::resolve)
            .toList();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/admin", "/icon.svg", "/service-worker.js", "/nowhere"})
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

    /** The policies of the page that it is a part of count, and make up half of what such a file weighs. */
    @ParameterizedTest
    @ValueSource(strings = {"/app/main.js", "/client/beckon.js", "/style.css"})
    void whatIsNoDocumentMayDoNothingByItself(String path) {
        given().baseUri(server.url().toString())
                .get(path)
                .then()
                .header("Content-Security-Policy", is("default-src 'none'; frame-ancestors 'none'"))
                .header("Permissions-Policy", nullValue())
                .header("X-Content-Type-Options", is("nosniff"))
                .header("Referrer-Policy", is("no-referrer"))
                .header("Cache-Control", is("no-cache"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html;charset=UTF-8",
        "/style.css, text/css;charset=UTF-8",
        "/app/main.js, text/javascript;charset=UTF-8",
        "/icon.svg, image/svg+xml",
        "/manifest.webmanifest, application/manifest+json"
    })
    void filesAreCompressedForWhoTakesThatAndTheSameForAll(String path, String type) throws Exception {
        String content = given().baseUri(server.url().toString()).get(path).asString();
        for (String accepted : List.of("gzip", "deflate, gzip;q=0.5", "gzip;q=0", "identity", "deflate", "*")) {
            boolean isZipped = accepted.contains("gzip") && !accepted.equals("gzip;q=0");
            HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                    .header("Accept-Encoding", accepted)
                    .build();
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            InputStream body = new ByteArrayInputStream(response.body());

            assertEquals(200, response.statusCode());
            assertEquals(type, response.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    "accept-encoding",
                    response.headers().firstValue("Vary").orElse("").toLowerCase(Locale.ROOT));
            assertEquals(
                    isZipped ? "gzip" : "",
                    response.headers().firstValue("Content-Encoding").orElse(""));
            assertEquals(
                    content,
                    new String((isZipped ? new GZIPInputStream(body) : body).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theClientMayBeLoadedByEveryPage() {
        given().baseUri(server.url().toString())
                .header("Origin", "https://app.example")
                .get("/client/beckon.js")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", is("*"))
                .header("Access-Control-Allow-Credentials", nullValue());
        given().baseUri(server.url().toString())
                .header("Origin", "https://app.example")
                .get("/app/main.js")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin", "/client/beckon.js", "/client/cborg/cborg.js", "/style.css"})
    void whoHasAFileAlreadyDoesNotLoadItAgain(String path) {
        String tag = given().baseUri(server.url().toString()).get(path).header("ETag");
        assertTrue(tag.startsWith("W/\""), tag);

        for (String known : List.of(tag, "\"other\", " + tag, tag.substring("W/".length()), "*")) {
            given().baseUri(server.url().toString())
                    .header("If-None-Match", known)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", is(tag))
                    .header("Cache-Control", is("no-cache"))
                    .body(is(""));
        }
        given().baseUri(server.url().toString())
                .header("If-None-Match", "\"other\"")
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void anAddressThatMeansNothingLeadsBackAndIsAProblemForApplications() {
        given().baseUri(server.url().toString())
                .get("/nowhere")
                .then()
                .statusCode(404)
                .header("Content-Type", startsWith("text/html"))
                .body(containsString("href=\"/\""));
        for (String path : List.of("/v1/nothing", "/v1/rooms/a/b/c")) {
            given().baseUri(server.url().toString())
                    .get(path)
                    .then()
                    .statusCode(404)
                    .header("Content-Type", is("application/problem+json"))
                    .body("status", is(404));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin", "/client/beckon.js", "/style.css"})
    void whoAsksForTheHeadersAloneGetsThose(String path) throws Exception {
        Map<String, List<String>> whole = headers("GET", path);

        assertEquals(whole, headers("HEAD", path));
        assertTrue(whole.containsKey("etag"));
    }

    private static Map<String, List<String>> headers(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("content-length"); // a server may leave it out of the answer to HEAD (RFC 9110 section 8.6)
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere.js", "/client/", "/client/../../application.properties"})
    void whatIsNoFileHasNoTag(String path) {
        given().baseUri(server.url().toString())
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .header("ETag", nullValue());
    }

    /** But for what of the client the web app does not ask for: its CBOR codec, the module of its media, and what is for Node. */
    @Test
    void allOfItTogetherIsSmall() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(FILES)) {
            files = all.filter(file -> file.toString().matches(".*\\.(html|js|css|svg|webmanifest)"))
                    .filter(file -> !file.startsWith(FILES.resolve("client/cborg")))
                    .filter(file -> !NOT_ASKED_FOR.contains(file))
                    .toList();
        }
        long sum = files.stream().mapToLong(WebAppFilesIT::transferred).sum();

        System.out.println("The web app, " + files.size() + " files, compressed: " + sum + " bytes");
        assertTrue(sum <= MOST_BYTES, () -> sum + " bytes");
    }

    /** What goes over the wire, as it is: compressed. */
    private static long transferred(Path file) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/" + FILES.relativize(file)))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, response.statusCode(), file::toString);
            return response.body().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
