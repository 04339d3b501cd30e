package io.beckon.benchmark.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.protocol.CloseCode;
import io.beckon.session.Closing;
import io.beckon.session.Connection;
import io.beckon.session.Session;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session's connection over the extension, with the same bounds as that of a PeerJS client: 64 KiB given to the extension whose {@code Uni}
 * is not done; and as reading cannot be paused, whoever says 256 frames more while it is to be quiet is sent away.
 */
final class NextConnection implements Connection {

    private static final int MOST_UNDER_WAY = 64 * 1024;
    private static final int MOST_UNREAD = 256;
    private static final int FRAME_BYTES = 64;
    private static final long LAST_WORDS_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final String CBOR = "signaling.v1.cbor";

    private final NextEdge parts;
    private final WebSocketConnection socket;
    private final ContextInternal context;
    private final NextEdge.Visitor visitor;
    private final boolean binary;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile Session session;
    private volatile long underWay;
    private volatile boolean paused;
    private Runnable whenSaid;
    private int unread;

    NextConnection(NextEdge parts, WebSocketConnection socket, ContextInternal context, NextEdge.Visitor visitor) {
        this.parts = parts;
        this.socket = socket;
        this.context = context;
        this.visitor = visitor;
        this.binary = CBOR.equals(socket.subprotocol());
    }

    void begin() {
        session = parts.edge.open(visitor.caller(), this, binary ? parts.cbor : parts.json);
        drain();
    }

    // In

    void heard(byte[] frame, boolean isBinary) {
        unread = paused ? unread + 1 : 0;
        if (unread > MOST_UNREAD) {
            close(CloseCode.ABUSE, "too much is said without an answer");
        } else if (isBinary == binary) {
            parts.intake.frame(session, frame);
        } else {
            parts.intake.wrongKind(session, "a frame of the wrong kind");
        }
    }

    void livesOn() {
        parts.intake.control(session);
    }

    void lost(int code) {
        if (gone.compareAndSet(false, true)) {
            finish(new Closing(code, true));
        }
    }

    private void finish(Closing how) {
        visitor.leave().run();
        parts.edge.closed(session, how);
    }

    // Out

    @Override
    public void wake() {
        if (awake.compareAndSet(false, true)) {
            execute(this::drain);
        }
    }

    private void drain() {
        awake.set(false);
        Session current = session;
        while (current != null && !gone.get() && underWay < MOST_UNDER_WAY) {
            byte[] frame = current.outbox().poll();
            if (frame == null) {
                if (whenSaid != null && underWay == 0) {
                    whenSaid.run();
                }
                return;
            }
            say(frame);
        }
    }

    private void say(byte[] frame) {
        int length = frame.length + FRAME_BYTES;
        underWay += length;
        Uni<Void> sent =
                binary ? socket.sendBinary(Buffer.buffer(frame)) : socket.sendText(new String(frame, UTF_8));
        sent.subscribe().with(done -> left(length), failure -> left(length));
    }

    private void left(int length) {
        if (context.inThread()) {
            leftHere(length);
        } else {
            execute(() -> leftHere(length));
        }
    }

    private void leftHere(int length) {
        boolean goesOn = underWay >= MOST_UNDER_WAY || whenSaid != null;
        underWay -= length;
        if (goesOn) {
            drain();
        }
    }

    @Override
    public void execute(Runnable action) {
        context.runOnContext(now -> action.run());
    }

    @Override
    public Approach approach() {
        return visitor.approach();
    }

    @Override
    public Fact.Transport transport() {
        return Fact.Transport.WEBSOCKET;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
    }

    @Override
    public long bytesUnderWay() {
        return underWay;
    }

    @Override
    public void ping() {
        socket.sendPing(Buffer.buffer(0)).subscribe().with(sent -> {}, failure -> {});
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (gone.compareAndSet(false, true)) {
            socket.close(new CloseReason(code.number(), reason)).subscribe().with(closed -> {}, failure -> {});
            execute(() -> finish(new Closing(code.number(), false)));
        }
    }

    @Override
    public void end(CloseCode code, String reason) {
        execute(() -> {
            whenSaid = () -> close(code, reason);
            context.owner().setTimer(LAST_WORDS_MILLIS, late -> close(code, reason));
            drain();
        });
    }
}
