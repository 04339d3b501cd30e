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

/** A proxy that knows no WebSockets. */
final class NoUpgrades implements AutoCloseable {

    private static final int CHUNK = 16_384;
    private static final String UPGRADE = "Upgrade: websocket";

    /** What becomes of a request for a WebSocket. */
    enum Way {
        /** It gets through as any other request. */
        REFUSES,
        /** Nobody ever answers it. */
        SWALLOWS,
        /** It gets through, and the connection is cut with the first frame of the client. */
        CUTS
    }

    private final ServerSocket listener;
    private final URI service;
    private final Way way;

    NoUpgrades(URI service, Way way) {
        this.service = service;
        this.way = way;
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
            boolean isUpgraded = false;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                String text = new String(chunk, 0, read, StandardCharsets.ISO_8859_1);
                boolean isForSocket = spoils && text.contains(UPGRADE);
                if (isUpgraded) {
                    return;
                }
                isUpgraded = isForSocket && way == Way.CUTS;
                if (!isForSocket || way != Way.SWALLOWS) {
                    boolean refuses = isForSocket && way == Way.REFUSES;
                    out.write((refuses ? text.replace(UPGRADE, "X-Upgrade: no") : text)
                            .getBytes(StandardCharsets.ISO_8859_1));
                }
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
