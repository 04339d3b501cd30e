package io.beckon.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way to start a program in a network namespace of its own that has only a loopback interface: as root, or as a user who may
 * make user namespaces. What it reaches on its loopback is a {@link Relay} there, which leads out through a socket in the file
 * system.
 */
record LoopbackNamespace(List<String> command) {

    private static final List<List<String>> WAYS = List.of(List.of("unshare", "-n"), List.of("unshare", "-rn"));
    private static final String BRING_UP_LOOPBACK = "PATH=$PATH:/usr/sbin:/sbin ip link set lo up";

    static Optional<LoopbackNamespace> find() {
        return WAYS.stream().filter(LoopbackNamespace::works).findFirst().map(LoopbackNamespace::new);
    }

    /** Where the outer relay has to listen for what is said to a port inside. */
    static Path socket(Path directory, int port) {
        return directory.resolve("socket-" + port);
    }

    /**
     * Writes a script that starts the relays inside, waits until they listen on their ports, and becomes the program. Its standard
     * streams and other inherited files are the program's: Playwright talks to the browser through such.
     */
    Path launcher(Path directory, Path program, List<Integer> ports) throws IOException {
        Path inside = directory.resolve("inside");
        Path listening = listening(directory);
        String relays = ports.stream()
                .map(port -> "%d '%s'".formatted(port, socket(directory, port)))
                .collect(Collectors.joining(" "));
        Files.writeString(inside, """
                %s
                '%s' -Xmx32m -cp '%s' %s '%s' %s &
                until [ -e '%s' ]; do sleep 0.05; done
                exec '%s' "$@"
                """.formatted(
                        BRING_UP_LOOPBACK,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Path.of(Relay.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath()),
                        Relay.class.getName(),
                        listening,
                        relays,
                        listening,
                        program));
        Path launcher = directory.resolve("launch");
        Files.writeString(launcher, "#!/bin/sh\nexec %s sh '%s' \"$@\"\n".formatted(String.join(" ", command), inside));
        return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    /** Takes the network inside away, or brings it back: signaling and media alike. */
    void setUp(Path directory, boolean up) {
        try {
            List<String> enter = new ArrayList<>(enter(directory));
            enter.addAll(List.of("sh", "-c", up ? BRING_UP_LOOPBACK : BRING_UP_LOOPBACK.replace(" up", " down")));
            Process process = new ProcessBuilder(enter).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new AssertionError(enter);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The beginning of a command that runs inside. */
    List<String> enter(Path directory) throws IOException {
        List<String> enter = new ArrayList<>(List.of("nsenter", "-n", "-t", Files.readString(listening(directory))));
        if (command.contains("-rn")) {
            enter.addAll(List.of("-U", "--preserve-credentials"));
        }
        return enter;
    }

    /** Is there once the relays listen; holds the id of a process inside. */
    private static Path listening(Path directory) {
        return directory.resolve("listening");
    }

    private static boolean works(List<String> way) {
        List<String> trial = Stream.concat(way.stream(), Stream.of("sh", "-c", BRING_UP_LOOPBACK))
                .toList();
        try {
            return new ProcessBuilder(trial)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
