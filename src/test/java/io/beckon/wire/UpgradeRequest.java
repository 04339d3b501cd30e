package io.beckon.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request for {@code /v1/ws}, written by hand so that nothing corrects it. */
public final class UpgradeRequest {

    private static final int READ_TIMEOUT_MS = 20_000;

    private final URI server;
    private final List<String> headers = new ArrayList<>();
    private String target = "/v1/ws";
    private int receiveBufferBytes;
    private int readTimeoutMillis = READ_TIMEOUT_MS;

    private UpgradeRequest(URI server) {
        this.server = server;
        header("Host", server.getAuthority());
    }

    /** With what RFC 6455 section 4.1 asks for. */
    public static UpgradeRequest to(URI server) {
        return plain(server)
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", RawWebSocket.KEY);
    }

    /** Without an upgrade: what a page asks that wants to know why it was refused. */
    static UpgradeRequest plain(URI server) {
        return new UpgradeRequest(server);
    }

    public UpgradeRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    public UpgradeRequest token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public UpgradeRequest origin(String origin) {
        return header("Origin", origin);
    }

    public UpgradeRequest subprotocols(String... subprotocols) {
        return header("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
    }

    UpgradeRequest target(String target) {
        this.target = target;
        return this;
    }

    /** Makes the kernel keep little for a client that does not read. */
    UpgradeRequest receiveBuffer(int bytes) {
        receiveBufferBytes = bytes;
        return this;
    }

    /** How long to wait for the server, at any time. */
    public UpgradeRequest readTimeout(Duration timeout) {
        readTimeoutMillis = Math.toIntExact(timeout.toMillis());
        return this;
    }

    /** Sends the request and hangs up after the head and body of the answer. */
    HttpAnswer answer() {
        try (Socket socket = connect()) {
            return send(socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawWebSocket open() {
        try {
            Socket socket = connect();
            InputStream input = new BufferedInputStream(socket.getInputStream());
            return new RawWebSocket(socket, input, send(socket, input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens it, or hands the answer over that refuses it and returns {@code null}. */
    public @Nullable RawWebSocket open(Consumer<HttpAnswer> refused) throws IOException {
        Socket socket = connect();
        try {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            HttpAnswer answer = send(socket, input);
            if (answer.status() == 101) {
                return new RawWebSocket(socket, input, answer);
            }
            refused.accept(answer);
            socket.close();
            return null;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(readTimeoutMillis);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), readTimeoutMillis);
        return socket;
    }

    private HttpAnswer send(Socket socket, InputStream input) throws IOException {
        String head = "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        return HttpAnswer.read(input);
    }
}
