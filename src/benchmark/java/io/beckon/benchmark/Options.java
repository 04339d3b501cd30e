package io.beckon.benchmark;

import io.beckon.benchmark.load.Beckon;
import io.beckon.benchmark.load.Dialect;
import io.beckon.benchmark.load.Encoding;
import io.beckon.benchmark.load.Load;
import io.beckon.benchmark.load.PeerJs;
import io.beckon.benchmark.server.BeckonNodes;
import io.beckon.benchmark.server.Certificate;
import io.beckon.benchmark.server.Contestant;
import io.beckon.benchmark.server.KafkaRelays;
import io.beckon.benchmark.server.Other;
import io.beckon.benchmark.server.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What the command line says. */
final class Options {

    /** Of TCP as it is, or with TLS on it. */
    enum Transport {
        PLAIN,
        TLS
    }

    /** Who has issued the tokens. */
    enum Identity {
        DEVELOPMENT,
        REALM
    }

    private static final Pattern OVER_KAFKA = Pattern.compile("(beckon|vertx)-kafka-([1-9]\\d?)");

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "pairs,rate,fanout,callsetup,ring,storm,idle",
            description = "Any of ${DEFAULT-VALUE}, and callrequests, polls, streams, closes, stalled.")
    private List<Case> scenarios;

    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "node-ws,peerjs,socketio,vertx,bun,beckon",
            description =
                    "The first is what others are compared with (default: ${DEFAULT-VALUE}). Further ones: beckon-peerjs, "
                            + "Beckon's door for PeerJS clients, as is any name of --app that ends so; beckon-native, "
                            + "which takes --native; beckon-kafka-N, N nodes over Kafka, and vertx-kafka-N, the least "
                            + "that such nodes cost; names of --app.")
    private List<String> servers;

    @Option(names = "--beckon", description = "The folder quarkus-app to measure (default: that of this project).")
    private Path beckon;

    @Option(names = "--native", description = "A native executable.")
    private Path nativeExecutable;

    @Option(names = "--app", description = "NAME=FOLDER: a further quarkus-app, such as that of another commit.")
    private Map<String, Path> apps = new LinkedHashMap<>();

    @Option(names = "--path", description = "NAME=PATH: where a further server has its WebSocket (default: /v1/ws).")
    private Map<String, String> paths = new LinkedHashMap<>();

    @Option(names = "--beckon-option", description = "For its JVM, such as -XX:+UseSerialGC; may be repeated.")
    private List<String> beckonOptions = new ArrayList<>();

    @Option(
            names = "--app-option",
            description = "NAME=OPTION: for the JVM of one server only, such as with=-Dbeckon.audit.file=/tmp/audit.")
    private Map<String, String> appOptions = new LinkedHashMap<>();

    @Option(names = "--encodings", split = ",", defaultValue = "json", description = "Of Beckon: json, cbor.")
    private List<Encoding> encodings;

    @Option(names = "--transports", split = ",", defaultValue = "plain", description = "plain, tls.")
    private List<Transport> transports;

    @Option(
            names = "--identities",
            split = ",",
            defaultValue = "development",
            description = "Of Beckon: development (HS256 by a key of its own), realm (RS256 by an OpenID provider).")
    private List<Identity> identities;

    @Option(names = "--brokers", defaultValue = "1", description = "Of Kafka (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Figures are medians of them (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "15",
            description =
                    "Seconds of load, at least, before a JVM is first measured in a scenario (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--warm-up-at-most",
            defaultValue = "90",
            description =
                    "Seconds after which it is measured though its compilers do not rest (default: ${DEFAULT-VALUE}).")
    private int warmUpAtMost;

    @Option(
            names = "--settle",
            defaultValue = "4",
            description = "Seconds of load before every measurement (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Option(names = "--duration", defaultValue = "8", description = "Seconds measured (default: ${DEFAULT-VALUE}).")
    private int duration;

    @Option(names = "--rooms", defaultValue = "100", description = "Of pairs and rate (default: ${DEFAULT-VALUE}).")
    private int rooms;

    @Option(names = "--rate", defaultValue = "2000", description = "Frames a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--viewers", defaultValue = "100", description = "Of fanout (default: ${DEFAULT-VALUE}).")
    private int viewers;

    @Option(names = "--concurrent", defaultValue = "20", description = "Calls at a time (default: ${DEFAULT-VALUE}).")
    private int concurrent;

    @Option(names = "--candidates", defaultValue = "8", description = "Each way of a call (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(names = "--connections", defaultValue = "5000", description = "Of storm (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--held", defaultValue = "10000", description = "Connections of idle (default: ${DEFAULT-VALUE}).")
    private int held;

    @Option(names = "--connecting", defaultValue = "256", description = "Opened at a time (default: ${DEFAULT-VALUE}).")
    private int connecting;

    @Option(
            names = "--users",
            defaultValue = "1000",
            description = "Who clients sign in as, in turn (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--out", description = "Where results go (default: the benchmark's target/results).")
    private Path out;

    @Option(names = "--home", hidden = true, required = true)
    private Path home;

    @Option(
            names = "--quick",
            description =
                    "A try of a few seconds: one round, little of everything. Says whether it works, not how fast.")
    private boolean quick;

    List<Case> cases() {
        return scenarios;
    }

    int rounds() {
        return quick ? 1 : rounds;
    }

    Path out() {
        return out != null ? out : home.resolve("target/results");
    }

    Load load() {
        return quick
                ? new Load(0, 0, 0, 1, 1, 4, 200, 10, 2, 4, 40, 40, 20)
                : new Load(
                        warmUp,
                        Math.max(warmUp, warmUpAtMost),
                        settle,
                        duration,
                        1,
                        rooms,
                        rate,
                        viewers,
                        concurrent,
                        candidates,
                        connections,
                        held,
                        connecting);
    }

    /** Of the run, for those who read the results. */
    Map<String, String> facts() {
        return Map.of("rounds of this", load().toString().replace("Load", rounds() + " "));
    }

    List<Contestant> contestants() {
        Place place = new Place(home, out().resolve("logs"));
        List<Contestant> contestants = new ArrayList<>();
        for (Transport transport : transports) {
            Optional<Certificate> certificate =
                    transport == Transport.TLS ? Optional.of(Certificate.make(out().resolve("tls"))) : Optional.empty();
            for (String server : servers) {
                contestants.addAll(contestants(server, place, certificate));
            }
        }
        return contestants;
    }

    private List<Contestant> contestants(String server, Place place, Optional<Certificate> certificate) {
        Optional<Other.Kind> other = Other.Kind.of(server);
        if (other.isPresent()) {
            return List.of(new Other(other.get(), place, certificate));
        }
        Matcher overKafka = OVER_KAFKA.matcher(server);
        int nodes = overKafka.matches() ? Integer.parseInt(overKafka.group(2)) : 0;
        if (nodes > 0 && overKafka.group(1).equals("vertx")) {
            return List.of(new KafkaRelays(server, nodes, brokers, place));
        }
        Path program = program(nodes > 0 ? "beckon" : server);
        List<Contestant> contestants = new ArrayList<>();
        for (Encoding encoding : isPeerJs(server) ? List.of(Encoding.JSON) : encodings) {
            for (Identity identity : identities) {
                BeckonNodes.Way way = new BeckonNodes.Way(
                        server,
                        program,
                        options(server),
                        nodes,
                        brokers,
                        dialect(server, encoding),
                        certificate,
                        identity == Identity.REALM,
                        quick ? 40 : users);
                contestants.add(new BeckonNodes(way, place));
            }
        }
        return contestants;
    }

    private List<String> options(String server) {
        List<String> options = new ArrayList<>(beckonOptions);
        Optional.ofNullable(appOptions.get(server)).ifPresent(options::add);
        return options;
    }

    private static boolean isPeerJs(String server) {
        return server.endsWith("-peerjs");
    }

    private Dialect dialect(String server, Encoding encoding) {
        return isPeerJs(server) ? new PeerJs() : new Beckon(encoding, paths.getOrDefault(server, Beckon.PATH));
    }

    private Path program(String server) {
        Path program = named(server);
        if (!Files.exists(program)) {
            throw new IllegalArgumentException(program + " is missing: ./mvnw package makes it");
        }
        return program;
    }

    private Path named(String server) {
        if (apps.containsKey(server)) {
            return apps.get(server);
        }
        return switch (server) {
            case "beckon", "beckon-peerjs" ->
                beckon != null
                        ? beckon
                        : home.resolve("../../target/quarkus-app").normalize();
            case "beckon-native" -> {
                if (nativeExecutable == null) {
                    throw new IllegalArgumentException("beckon-native needs --native EXECUTABLE");
                }
                yield nativeExecutable;
            }
            default -> throw new IllegalArgumentException("there is no server \"" + server + "\"");
        };
    }
}
