package io.beckon.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request for {@code /v1/ws}, written by hand so that nothing corrects it. */
final class UpgradeRequest {

    private static final int READ_TIMEOUT_MS = 20_000;

    private final URI server;
    private final List<String> headers = new ArrayList<>();
    private String target = "/v1/ws";
    private int receiveBufferBytes;

    private UpgradeRequest(URI server) {
        this.server = server;
        header("Host", server.getAuthority());
    }

    /** With what RFC 6455 section 4.1 asks for. */
    static UpgradeRequest to(URI server) {
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

    UpgradeRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    UpgradeRequest token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    UpgradeRequest origin(String origin) {
        return header("Origin", origin);
    }

    UpgradeRequest subprotocols(String... subprotocols) {
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

    /** Sends the request and hangs up after the head and body of the answer. */
    HttpAnswer answer() {
        try (Socket socket = connect()) {
            return send(socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawWebSocket open() {
        try {
            Socket socket = connect();
            InputStream input = new BufferedInputStream(socket.getInputStream());
            return new RawWebSocket(socket, input, send(socket, input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), READ_TIMEOUT_MS);
        return socket;
    }

    private HttpAnswer send(Socket socket, InputStream input) throws IOException {
        String head = "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        return HttpAnswer.read(input);
    }
}
