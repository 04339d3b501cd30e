package io.beckon.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP link to a loopback port that can be broken and mended. Stalled, it lets nothing through in either direction and tells
 * neither side, and what was sent meanwhile arrives when it is mended; severed, it resets its connections and refuses new ones.
 */
public final class Link implements AutoCloseable {

    private enum State {
        OPEN,
        STALLED,
        SEVERED,
        CLOSED
    }

    private final int target;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private State state = State.OPEN;

    /** From a port that is free. */
    public Link(int target) {
        this(0, target);
    }

    Link(int port, int target) {
        this.target = target;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public void stall() {
        become(State.STALLED);
    }

    void sever() {
        become(State.SEVERED);
        sockets.forEach(Link::reset);
        sockets.clear();
    }

    void mend() {
        become(State.OPEN);
    }

    @Override
    public void close() {
        become(State.CLOSED);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(Link::reset);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    /** Blocks while the link is stalled; false when it is broken for good. */
    private synchronized boolean isPassable() {
        try {
            while (state == State.STALLED) {
                wait();
            }
            return state == State.OPEN;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket near = listener.accept();
                sockets.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void connect(Socket near) {
        if (!isPassable()) {
            reset(near);
            return;
        }
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(near, far));
            Thread.ofVirtual().start(() -> pump(far, near));
        } catch (IOException e) {
            reset(near);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[32_768];
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int count = input.read(buffer); count >= 0 && isPassable(); count = input.read(buffer)) {
                output.write(buffer, 0, count);
            }
            isPassable();
        } catch (IOException e) {
            // One of the ends is gone.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
