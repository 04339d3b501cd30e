package io.beckon.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param home the benchmark's own folder, with {@code peers} and {@code target}
 * @param logs of the servers
 */
public record Place(Path home, Path logs) {

    Path installed(String peers) {
        Path folder = home.resolve("target/peers").resolve(peers);
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            install(peers, folder);
        }
        copy(home.resolve("peers").resolve(peers), folder);
        return folder;
    }

    private void install(String peers, Path folder) {
        copy(home.resolve("peers").resolve(peers), folder);
        try {
            int code = new ProcessBuilder(
                            "npm",
                            "install",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--no-package-lock",
                            "--loglevel=error")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.to(Path.of("/dev/null").toFile()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("npm install in " + folder + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of this program, which is that of the relay and of the brokers, too. */
    static String classPath() {
        return System.getProperty("java.class.path");
    }

    static List<String> quietJava(String heap) {
        return List.of(
                Child.java(),
                "-Xmx" + heap,
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Dvertx.disableDnsResolver=true");
    }
}
