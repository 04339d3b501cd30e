package io.beckon.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A listener as production has it: TLS, users with passwords (SCRAM-SHA-512), and nobody may do what no ACL allows. Who comes by the
 * open listener may do everything.
 *
 * @param certificate in PEM, which has signed itself: whom clients have to trust
 */
public record Security(Path keys, Path certificate) {

    public static final String LISTENER = "SECURED";

    private static final String PASSWORD = "for tests only";

    /** Makes a key pair for 127.0.0.1, in this folder. */
    public static Security in(Path folder) {
        Security security = new Security(folder.resolve("broker.p12"), folder.resolve("broker.crt"));
        security.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1");
        security.keytool("-exportcert", "-rfc", "-file", security.certificate.toString());
        return security;
    }

    private void keytool(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of("-alias", "broker", "-keystore", keys.toString(), "-storepass", PASSWORD)))
                .toList();
        Path log = keys.resolveSibling("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For {@link KafkaCluster#start(String, int, SecureListeners)}. */
    public SecureListeners listeners() {
        return new SecureListeners(Map.of(LISTENER, "SASL_SSL"), settings(), List.of());
    }

    private Map<String, String> settings() {
        return Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.secured.ssl.keystore.type",
                "PKCS12",
                "listener.name.secured.ssl.keystore.location",
                keys.toAbsolutePath().toString(),
                "listener.name.secured.ssl.keystore.password",
                PASSWORD);
    }
}
