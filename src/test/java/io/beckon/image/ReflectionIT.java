package io.beckon.image;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import io.beckon.cluster.SharedBroker;
import io.beckon.wire.DevelopmentTokens;
import io.beckon.wire.User;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Whether a native executable would know every type of the service that Jackson looks into while a node is at work on a JVM. */
@Isolated("an agent in the service takes all of the CPU")
class ReflectionIT {

    private static final Duration START_UP = Duration.ofMinutes(3);
    private static final Duration SHUTDOWN = Duration.ofMinutes(1);

    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final String KAFKA = "org.apache.kafka.";

    /** What no signature of an endpoint names, so Quarkus does not see by itself that it is written as JSON. */
    private static final List<String> OWN = List.of("io.beckon.audit.", "io.beckon.records.");

    @TempDir
    static Path folder;

    @Test
    void everythingOfAuditEventsThatJacksonLooksIntoIsRegistered() throws IOException {
        Path record = folder.resolve("reflected");
        serve(record);
        Set<String> audited = new TreeSet<>();
        Set<String> ofKafka = new TreeSet<>();
        for (String look : Files.readAllLines(record)) {
            String caller = look.substring(0, look.indexOf(' '));
            String type = look.substring(caller.length() + 1);
            if (caller.startsWith(JACKSON) && startsWithAny(type, OWN)) {
                audited.add(type);
            } else if (caller.startsWith(KAFKA) && type.startsWith("io.beckon.")) {
                ofKafka.add(type);
            }
        }
        assertTrue(audited.contains("io.beckon.records.AuditCodec$Data"), audited::toString);
        assertTrue(audited.contains("io.beckon.audit.Id"), audited::toString);
        audited.removeAll(registered());
        assertEquals(Set.of(), audited, "add them to AuditReflection");
        assertEquals(Set.of(), ofKafka, "the client of Kafka makes none of the service's own classes by name");
    }

    private static Set<String> registered() {
        try {
            return Arrays.stream(Class.forName("io.beckon.app.AuditReflection")
                            .getAnnotation(RegisterForReflection.class)
                            .targets())
                    .map(Class::getName)
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
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
