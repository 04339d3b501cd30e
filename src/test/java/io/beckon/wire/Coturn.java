package io.beckon.wire;

import io.beckon.ExternalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A coturn of this machine as a process on loopback, which shares a secret with the service. */
public final class Coturn implements AutoCloseable {

    private static final long START_UP_SECONDS = 20;
    private static final long ATTEMPT_SECONDS = 60;

    private final Path client;
    private final int port;
    private final Path log;
    private final Process process;

    private Coturn(List<String> within, Path server, Path client, int port, String secret) throws IOException {
        this.client = client;
        this.port = port;
        Path directory = Files.createDirectories(Path.of("target", "wire"));
        log = Files.createTempFile(directory, "coturn-", ".log");
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(
                server.toString(),
                "-n",
                "--listening-ip=127.0.0.1",
                "--listening-port=" + port,
                "--relay-ip=127.0.0.1",
                "--use-auth-secret",
                "--static-auth-secret=" + secret,
                "--realm=beckon.test",
                "--no-tls",
                "--no-dtls",
                "--no-cli",
                "--allow-loopback-peers",
                "--log-file=stdout",
                "--simple-log",
                "--pidfile=" + log + ".pid",
                "--userdb=" + log + ".db"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Waits until it listens. */
    static Coturn start(int port, String secret) {
        return start(List.of(), port, secret);
    }

    /** The same on another loopback: {@code within} is the beginning of a command that goes there. */
    public static Coturn start(List<String> within, int port, String secret) {
        Path server = ExternalTool.COTURN.require();
        Path client = ExternalTool.TURN_CLIENT.require();
        try {
            Coturn coturn = new Coturn(within, server, client, port, secret);
            Runtime.getRuntime().addShutdownHook(new Thread(coturn.process::destroyForcibly));
            coturn.awaitListening();
            return coturn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_UP_SECONDS);
        while (!isListening()) {
            if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("coturn does not listen: " + Files.readString(log));
            }
        }
    }

    /** As its own network tells, where there is such a file: it need not be ours. */
    private boolean isListening() {
        Path sockets = Path.of("/proc", Long.toString(process.pid()), "net", "tcp");
        if (!Files.isReadable(sockets)) {
            return isReached();
        }
        try (Stream<String> lines = Files.lines(sockets)) {
            return lines.anyMatch(line -> line.contains(":%04X 00000000:0000 0A".formatted(port)));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private boolean isReached() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether two clients with these credentials can send each other packets through it, none of them lost. */
    boolean relays(String username, String credential) {
        try {
            Path output = Files.createTempFile(log.getParent(), "turn-client-", ".log");
            Process attempt = new ProcessBuilder(
                            client.toString(),
                            "-y",
                            "-c",
                            "-n",
                            "5",
                            "-m",
                            "1",
                            "-p",
                            Integer.toString(port),
                            "-u",
                            username,
                            "-w",
                            credential,
                            "127.0.0.1")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!attempt.waitFor(ATTEMPT_SECONDS, TimeUnit.SECONDS)) {
                attempt.destroyForcibly();
                throw new AssertionError("turnutils_uclient does not end: " + Files.readString(output));
            }
            return attempt.exitValue() == 0 && Files.readString(output).contains("Total lost packets 0 ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
