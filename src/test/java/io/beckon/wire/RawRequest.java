package io.beckon.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection for requests of one's own making, whole or not. */
final class RawRequest implements AutoCloseable {

    private static final int READ_TIMEOUT_MS = 30_000;
    private static final int MOMENT_MS = 20;

    private final Socket socket;
    private final InputStream input;

    private RawRequest(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MS);
    }

    static RawRequest to(URI server) {
        try {
            return over(new Socket(server.getHost(), server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawRequest over(Socket socket) {
        try {
            return new RawRequest(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the request, and returns the answer to it. */
    static HttpAnswer ask(URI server, String request) {
        try (RawRequest connection = to(server)) {
            return connection.send(request).answer();
        }
    }

    /** The beginning of a head with its one {@code Host}. */
    static String head(URI server, String line) {
        return line + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n";
    }

    RawRequest send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpAnswer answer() {
        try {
            return HttpAnswer.read(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, or {@code null} if the connection ends without one. */
    @Nullable HttpAnswer answerIfAny() {
        try {
            return HttpAnswer.read(input);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the server has ended the connection already, or does so within a moment. */
    boolean isEnded() {
        try {
            socket.setSoTimeout(MOMENT_MS);
            return endsSilently();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end; whether nothing came before it. */
    boolean endsSilently() {
        try {
            return input.read() < 0;
        } catch (IOException e) {
            return "Connection reset".equals(e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
