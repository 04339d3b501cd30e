package io.beckon.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A proxy that knows no WebSockets: a request for one gets through it as any other, or never. */
final class NoUpgrades implements AutoCloseable {

    private static final int CHUNK = 16_384;

    private final ServerSocket listener;
    private final URI service;
    private final boolean swallows;

    /** @param swallows whether nobody ever answers a request for a WebSocket */
    NoUpgrades(URI service, boolean swallows) {
        this.service = service;
        this.swallows = swallows;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(service.getHost(), service.getPort());
                Thread.ofVirtual().start(() -> carry(client, server, true));
                Thread.ofVirtual().start(() -> carry(server, client, false));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** What browsers send of a head comes at once. */
    private void carry(Socket from, Socket to, boolean spoils) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                String text = new String(chunk, 0, read, StandardCharsets.ISO_8859_1);
                if (spoils && swallows && text.contains("Upgrade: websocket")) {
                    continue;
                }
                out.write((spoils ? text.replace("Upgrade: websocket", "X-Upgrade: no") : text)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException ended) {
            // so is the other way
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
