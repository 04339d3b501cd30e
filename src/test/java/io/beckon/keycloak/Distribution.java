package io.beckon.keycloak;

import io.beckon.cluster.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keycloak as Maven has unpacked it. What takes long is done once, by whoever needs it first, and kept until it is cleaned or
 * the realms change: the build for the options used here, and a database into which the realms were imported, of which every
 * process gets a copy.
 */
final class Distribution {

    static final Path FOLDER = Path.of("target", "keycloak").toAbsolutePath();

    private static final Path REALMS = Path.of("src", "main", "docker", "keycloak");
    private static final Duration BUILD = Duration.ofMinutes(10);
    private static final Path LOG = FOLDER.resolve("preparation.log");

    private final Path home;

    private Distribution(Path home) {
        this.home = home;
    }

    /** Ready to be started; the first time that takes a minute. */
    static synchronized Distribution prepared() {
        Distribution distribution = new Distribution(home());
        try (FileChannel lock =
                FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            distribution.build();
            distribution.importRealms();
            return distribution;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a process whose database it is; {@code file} is without the suffix that H2 adds. */
    void copyDatabase(Path file) {
        try {
            Files.copy(imported(), mv(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the shell script in between, which would take the signals. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                "-Xmx" + System.getProperty("keycloak.heap", "384m"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--enable-native-access=ALL-UNNAMED"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path home() {
        try (Stream<Path> unpacked = Files.exists(FOLDER) ? Files.list(FOLDER) : Stream.empty()) {
            return unpacked.filter(path -> Files.exists(path.resolve("lib/quarkus-run.jar")))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new AssertionError(
                            "no Keycloak in " + FOLDER + ", call ./mvnw dependency:unpack@keycloak"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build() throws IOException {
        Path marker = home.resolve("built-for-tests");
        if (Files.exists(marker)) {
            return;
        }
        ChildProcess process = ChildProcess.start(command("build", "--db=dev-file", "--health-enabled=true"), LOG);
        if (process.awaitEnd(BUILD) != 0) {
            throw new AssertionError("Keycloak cannot be built, see " + LOG);
        }
        Files.createFile(marker);
    }

    private void importRealms() throws IOException {
        if (Files.exists(imported())) {
            return;
        }
        Path folder = Files.createDirectories(home.resolve("data/import"));
        for (Path realm : realms()) {
            Files.copy(realm, folder.resolve(realm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Path file = Files.createTempDirectory(FOLDER, "import-").resolve("keycloak");
        KeycloakProcess first = new KeycloakProcess(this, file, LOG);
        first.start("--import-realm", "--bootstrap-admin-username=admin", "--bootstrap-admin-password=admin");
        first.stop();
        Files.move(mv(file), imported(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path imported() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(home.getFileName().toString().getBytes());
            for (Path realm : realms()) {
                digest.update(Files.readAllBytes(realm));
            }
            return FOLDER.resolve("realms-" + HexFormat.of().formatHex(digest.digest(), 0, 8) + ".mv.db");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> realms() throws IOException {
        try (Stream<Path> files = Files.list(REALMS)) {
            return files.filter(file -> file.toString().endsWith("-realm.json"))
                    .sorted()
                    .toList();
        }
    }

    private static Path mv(Path file) {
        return file.resolveSibling(file.getFileName() + ".mv.db");
    }
}
