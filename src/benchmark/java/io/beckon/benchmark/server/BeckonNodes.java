package io.beckon.benchmark.server;

import io.beckon.benchmark.load.Dialect;
import io.beckon.benchmark.load.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This project's service: a build of it, with its limits on clients off and everything else as it comes. */
public final class BeckonNodes implements Contestant {

    /**
     * One way to run it.
     *
     * @param program the folder {@code quarkus-app}, or a native executable
     * @param nodes that share their rooms over Kafka; 0: one, with its log in process
     * @param brokers of Kafka
     * @param realm whether tokens are of an OpenID provider (RS256), not of the development identity
     */
    public record Way(
            String name,
            Path program,
            List<String> options,
            int nodes,
            int brokers,
            Dialect dialect,
            Optional<Certificate> certificate,
            boolean realm,
            int users) {

        boolean isNative() {
            return Files.isRegularFile(program);
        }

        String label() {
            return name
                    + (dialect.isBinary() ? "+cbor" : "")
                    + (realm ? "+realm" : "")
                    + (certificate.isPresent() ? "+tls" : "");
        }
    }

    private static final List<String> LIMITS_OFF = List.of(
            "frames-per-second",
            "bytes-per-second",
            "connections-per-user",
            "connections-per-address",
            "calls-per-minute",
            "user-shares");

    private static final String SESSION_KEY = "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcms=";

    private final Way way;
    private final Place place;

    public BeckonNodes(Way way, Place place) {
        this.way = way;
        this.place = place;
    }

    @Override
    public String name() {
        return way.label();
    }

    @Override
    public Dialect dialect() {
        return way.dialect();
    }

    @Override
    public boolean warmsUp() {
        return !way.isNative();
    }

    @Override
    public Server start() {
        List<AutoCloseable> parts = new ArrayList<>();
        Optional<Brokers> brokers =
                way.nodes() == 0 ? Optional.empty() : Optional.of(new Brokers(way.brokers(), place));
        brokers.ifPresent(parts::add);
        Optional<Realm> realm = way.realm() ? Optional.of(new Realm()) : Optional.empty();
        realm.ifPresent(parts::add);
        Map<String, String> shared = new LinkedHashMap<>(settings());
        brokers.ifPresent(cluster -> shared.putAll(overKafka(cluster)));
        realm.ifPresent(provider -> shared.putAll(signedInBy(provider)));
        List<URI> urls = new ArrayList<>();
        List<Child> nodes = new ArrayList<>();
        URI first = null;
        for (int number = 1; number <= Math.max(1, way.nodes()); number++) {
            int port = Ports.free();
            int securePort = Ports.free();
            int managementPort = Ports.free();
            List<String> command = new ArrayList<>(program());
            shared.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.add("-Dquarkus.http.port=" + port);
            command.add("-Dquarkus.http.ssl-port=" + securePort);
            command.add("-Dquarkus.management.port=" + managementPort);
            command.add("-Dbeckon.node-id=node-" + number);
            if (!way.isNative()) {
                command.addAll(
                        List.of("-jar", way.program().resolve("quarkus-run.jar").toString()));
            }
            Child node = Child.start(name() + "-" + number, command, place.logs());
            nodes.add(node);
            parts.add(node);
            URI plain = URI.create("http://127.0.0.1:" + port);
            first = first == null ? plain : first;
            URI management = URI.create("http://127.0.0.1:" + managementPort);
            node.await(() -> Http.answers(management.resolve("/q/health/ready")));
            urls.add(URI.create(
                    way.certificate().isPresent() ? "wss://127.0.0.1:" + securePort : "ws://127.0.0.1:" + port));
        }
        URI node = first;
        List<Target.User> users =
                realm.map(provider -> provider.users(way.users())).orElseGet(() -> Http.users(node, way.users()));
        List<Long> processes = nodes.stream().map(Child::pid).toList();
        return new Server(new Target(name(), urls, dialect(), users, processes), parts);
    }

    private List<String> program() {
        List<String> command = new ArrayList<>();
        if (way.isNative()) {
            command.add(way.program().toString());
            command.add("-Xmx512m");
        } else {
            command.addAll(Place.quietJava("512m"));
        }
        command.addAll(way.options());
        return command;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String limit : LIMITS_OFF) {
            settings.put("beckon.limits." + limit, "0");
        }
        settings.put("beckon.peerjs.anonymous-per-minute", "0");
        settings.put("beckon.limits.open-connections", "100000");
        settings.put("beckon.room.max-participants.mesh", "20000");
        way.certificate().ifPresent(files -> {
            settings.put(
                    "quarkus.tls.benchmark.key-store.pem.0.cert",
                    files.certificate().toString());
            settings.put(
                    "quarkus.tls.benchmark.key-store.pem.0.key", files.key().toString());
            settings.put("quarkus.http.tls-configuration-name", "benchmark");
        });
        return settings;
    }

    private static Map<String, String> overKafka(Brokers brokers) {
        return Map.of(
                "beckon.log",
                "kafka",
                "beckon.session-keys",
                SESSION_KEY,
                "kafka.bootstrap.servers",
                brokers.bootstrapServers());
    }

    private static Map<String, String> signedInBy(Realm realm) {
        return Map.of(
                "beckon.identity",
                "oidc",
                "quarkus.oidc.auth-server-url",
                realm.issuer().toString(),
                "quarkus.oidc.client-id",
                Realm.CLIENT);
    }
}
