package io.beckon.command;

import io.beckon.kafka.AuditExport;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Where topics are, as arguments say it. */
final class Brokers {

    static final String SERVERS = "--bootstrap-servers";
    static final String TOPIC = "--topic";
    static final String CLIENT_CONFIG = "--client-config";
    static final Set<String> OPTIONS = Set.of(SERVERS, TOPIC, CLIENT_CONFIG);

    private static final String USUAL_TOPIC = "signaling.audit";

    private Brokers() {}

    static AuditExport topic(Arguments arguments) throws CommandFailure, IOException {
        return new AuditExport(client(arguments), arguments.one(TOPIC).orElse(USUAL_TOPIC));
    }

    /** The settings of a Kafka client. */
    static Map<String, Object> client(Arguments arguments) throws CommandFailure, IOException {
        Map<String, Object> client = new HashMap<>();
        if (arguments.one(CLIENT_CONFIG).isPresent()) {
            client.putAll(properties(Path.of(arguments.one(CLIENT_CONFIG).get())));
        }
        client.put(
                "bootstrap.servers",
                arguments.one(SERVERS).orElseThrow(() -> new CommandFailure(SERVERS + " is missing")));
        return client;
    }

    private static Map<String, Object> properties(Path file) throws CommandFailure, IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + " is not a file of Java properties: " + e.getMessage());
        }
        Map<String, Object> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
