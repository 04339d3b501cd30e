package io.beckon.image;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import io.beckon.cluster.SharedBroker;
import io.beckon.wire.DevelopmentTokens;
import io.beckon.wire.User;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What can be known of the native executable where it cannot be built: what {@code native-image} would be told, and whether that
 * has every type which a service at work on a JVM reaches by reflection.
 */
@Thorough
@Isolated("packages the service, which takes all of the CPU")
class NativeSourcesIT {

    private static final Duration START_UP = Duration.ofMinutes(8);
    private static final Duration SHUTDOWN = Duration.ofMinutes(1);

    /** Who looks into types at run time that only their names or their members' names say which. */
    private static final List<String> LOOKING =
            List.of("com.fasterxml.jackson.", "org.apache.kafka.", "io.smallrye.reactive.messaging.");

    private static final List<String> OWN =
            List.of("io.beckon.", "org.apache.kafka.", "io.smallrye.reactive.messaging.", "io.quarkus.kafka.");

    @TempDir
    static Path folder;

    private static NativeSources sources;

    @BeforeAll
    static void build() throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("beckon.executable", "").isEmpty(), "here the executable itself is tested");
        Augmentation.run(
                "native-check",
                List.of(
                        "quarkus.native.enabled=true",
                        "quarkus.native.sources-only=true",
                        "quarkus.package.jar.enabled=false"));
        sources = NativeSources.read(Path.of("target", "native-sources"));
    }

    @Test
    void theBuilderIsToldWhatTheServiceNeeds() {
        List<String> arguments = sources.arguments();
        assertTrue(arguments.contains("--initialize-at-run-time=io.beckon.identity.Ids"), arguments::toString);
        assertTrue(arguments.contains("--no-fallback"), arguments::toString);
        // The health check asks over HTTP, realms and brokers are reached over TLS.
        String protocols = arguments.stream()
                .filter(argument -> argument.startsWith("--enable-url-protocols="))
                .collect(Collectors.joining());
        assertTrue(protocols.contains("http") && protocols.contains("https"), arguments::toString);
        assertFalse(arguments.stream().anyMatch(argument -> argument.startsWith("-march=native")), arguments::toString);
    }

    @Test
    void everythingThatIsReachedByReflectionIsRegistered() throws IOException {
        Path record = folder.resolve("reflected");
        serve(record);
        List<String[]> looks = Files.readAllLines(record).stream()
                .map(line -> line.split(" ", 2))
                .filter(look -> startsWithAny(look[0], LOOKING) && startsWithAny(look[1], OWN))
                .toList();
        Set<String> types = looks.stream().map(look -> look[1]).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(types.contains("io.beckon.admin.RoomList"), types::toString);
        assertTrue(types.contains("org.apache.kafka.common.serialization.StringSerializer"), types::toString);

        Set<String> unregistered = new TreeSet<>();
        for (String[] look : looks) {
            if (!sources.reflected().contains(look[1])) {
                unregistered.add(look[1] + " by " + look[0]);
            }
        }
        assertEquals(Set.of(), unregistered);
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    /** A node over Kafka on a JVM, with a room in it and an administrator who looks at it, and its end. */
    private static void serve(Path record) throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        List<String> command = Stream.of(
                        ChildProcess.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        ReflectionRecorder.option(folder, record),
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.port=" + management,
                        "-Dbeckon.log=kafka",
                        "-Dbeckon.kafka.partitions=2",
                        "-Dbeckon.kafka.topic-prefix=native-" + UUID.randomUUID(),
                        "-Dbeckon.session-keys=MDEyMzQ1Njc4OWFiY2RlZg==",
                        "-Dkafka.bootstrap.servers=" + SharedBroker.bootstrapServers(),
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
                .toList();
        ChildProcess service = ChildProcess.start(command, folder.resolve("service.log"));
        URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
        assertTrue(service.awaitWhileAlive(START_UP, () -> PackagedService.isWell(ready)), service::said);
        URI url = URI.create("http://127.0.0.1:" + port);
        Exchange.happensAt(url);
        String administrator = DevelopmentTokens.issue(url, User.with("administer"));
        for (String list : List.of("rooms", "sessions", "calls", "nodes", "openapi")) {
            given().header("Authorization", "Bearer " + administrator)
                    .get(url.resolve("/v1/admin/" + list))
                    .then()
                    .statusCode(200);
        }
        service.terminate();
        service.awaitEnd(SHUTDOWN);
    }
}
