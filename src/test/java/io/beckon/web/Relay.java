package io.beckon.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries the connections made to one address on to another, and can end them all. Two of them, joined by a socket in the file
 * system, lead out of a network namespace.
 */
final class Relay implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final SocketAddress target;
    private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();

    Relay(SocketAddress address, SocketAddress target) {
        this.target = target;
        try {
            listener = address instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            listener.bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * The end inside the namespace. It lives as long as its parent, which is the browser.
     *
     * @param arguments the port of the loopback interface, the socket to carry on to, and the file that appears once this listens
     */
    public static void main(String[] arguments) throws IOException {
        var relay = new Relay(loopback(Integer.parseInt(arguments[0])), UnixDomainSocketAddress.of(arguments[1]));
        Files.createFile(Path.of(arguments[2]));
        ProcessHandle.current().parent().ifPresent(browser -> browser.onExit().join());
        relay.close();
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    /** Ends all connections that there are, as if a proxy between the two were started anew. */
    void cut() {
        channels.forEach(Relay::close);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel near = listener.accept();
                Thread.ofVirtual().start(() -> carry(near));
            } catch (IOException e) {
                // The listener was closed, or the client has gone already.
            }
        }
    }

    private void carry(SocketChannel near) {
        channels.add(near);
        try (near;
                SocketChannel far = SocketChannel.open(target)) {
            channels.add(far);
            Thread back = Thread.ofVirtual().start(() -> pump(far, near));
            pump(near, far);
            back.join();
            channels.remove(far);
        } catch (IOException e) {
            // Nobody listens there: the client sees the connection end.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            channels.remove(near);
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(16_384);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
