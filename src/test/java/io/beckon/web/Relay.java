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
import org.jspecify.annotations.Nullable;

/**
 * Carries the connections made to one address on to another, and can end them all. Two of them, joined by a socket in the file
 * system, lead out of a network namespace.
 */
final class Relay implements AutoCloseable {

    private final SocketAddress address;
    private final ServerSocketChannel listener;
    private volatile @Nullable SocketAddress target;
    private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();

    Relay(SocketAddress address, SocketAddress target) {
        this.address = address;
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
     * The ends inside the namespace. They live as long as their parent, which is the browser.
     *
     * @param arguments the file that appears once they listen, with the id of this process in it; and in turn a port of the
     *     loopback interface and the socket to carry on to
     */
    public static void main(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i += 2) {
            new Relay(loopback(Integer.parseInt(arguments[i])), UnixDomainSocketAddress.of(arguments[i + 1]));
        }
        Path listening = Path.of(arguments[0]);
        Path written = Files.writeString(
                listening.resolveSibling("pid"),
                Long.toString(ProcessHandle.current().pid()));
        Files.move(written, listening);
        ProcessHandle.current().parent().ifPresent(browser -> browser.onExit().join());
        System.exit(0);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    SocketAddress address() {
        try {
            return listener.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, connections lead there. */
    void lead(SocketAddress target) {
        this.target = target;
    }

    /** Ends all connections and refuses others, until {@link #lead} is called. */
    void interrupt() {
        target = null;
        cut();
    }

    /** Ends all connections that there are, as if a proxy between the two were started anew. */
    void cut() {
        channels.forEach(Relay::close);
    }

    @Override
    public void close() {
        try {
            listener.close();
            if (address instanceof UnixDomainSocketAddress socket) {
                Files.deleteIfExists(socket.getPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        SocketAddress there = target;
        if (there == null) {
            close(near);
            channels.remove(near);
            return;
        }
        try (near;
                SocketChannel far = SocketChannel.open(there)) {
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
