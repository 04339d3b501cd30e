package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One client: a connection, the room it is in, and what it has sent and received. All but opening runs on its context. */
final class Client {

    /** Takes the relayed messages; {@code now} is when the frame was read. */
    interface Receiver {
        void receive(Stamp stamp, long now);
    }

    final int id;
    final String room;
    final int member;
    final Context context;
    Receiver receiver = (stamp, now) -> {};
    /** Takes the server's own frames. */
    Consumer<JsonNode> listener = message -> {};
    /** False for a client that connects and joins nothing. */
    boolean joins = true;

    private final Fleet fleet;
    private final Dialect dialect;
    private final Session session = new Session();
    private final Map<Integer, Flow> flows = new ConcurrentHashMap<>();
    private Promise<Client> opened = Promise.promise();
    private WebSocket socket;
    private int connections;
    private String awaited;
    private boolean entered;
    private boolean resuming;
    private boolean leaving;
    private int sent;

    Client(Fleet fleet, int id, String room, int member, Context context) {
        this.fleet = fleet;
        this.dialect = fleet.target.dialect();
        this.id = id;
        this.room = room;
        this.member = member;
        this.context = context;
    }

    /** Connects and joins; completes when the server has confirmed it, where it does such a thing. */
    Future<Client> open() {
        return connect(false);
    }

    /** Connects and takes the session up that was lost. */
    Future<Client> resume() {
        return connect(true);
    }

    private Future<Client> connect(boolean resume) {
        Promise<Client> promise = Promise.promise();
        context.runOnContext(v -> {
            opened = promise;
            awaited = dialect.greeting();
            socket = null;
            entered = false;
            resuming = resume;
            leaving = false;
            ClientWebSocket client = fleet.webSocket(id);
            client.textMessageHandler(this::onFrame);
            client.binaryMessageHandler(bytes -> onFrame(bytes.toString(StandardCharsets.ISO_8859_1)));
            int connection = ++connections;
            client.closeHandler(closed -> onClose(connection));
            client.exceptionHandler(error -> {});
            client.connect(fleet.connectOptions(this))
                    .onComplete(
                            connected -> {
                                socket = connected;
                                if (awaited == null) {
                                    advance();
                                }
                            },
                            promise::tryFail);
        });
        return promise.future().timeout(Fleet.OPEN_SECONDS, TimeUnit.SECONDS);
    }

    /** @param due when it was to be sent */
    void send(Kind kind, long due, long origin) {
        write(dialect.frame(this, new Stamp(due, id, sent++, kind, origin)));
    }

    void send(JsonNode message) {
        write(dialect.encoding().write(message));
    }

    /** Says what keeps the connection, where something has to be said. */
    void beat() {
        String heartbeat = dialect.heartbeat();
        if (heartbeat != null && socket != null) {
            write(heartbeat);
        }
    }

    private void write(String frame) {
        if (dialect.encoding().binary()) {
            socket.writeBinaryMessage(Buffer.buffer(frame.getBytes(StandardCharsets.ISO_8859_1)));
        } else {
            socket.writeTextMessage(frame);
        }
    }

    Future<Void> close() {
        leaving = true;
        return socket == null ? Future.succeededFuture() : socket.close();
    }

    /** Ends the connection as a lost network does: below all that would take part in a closing handshake. */
    void drop() {
        leaving = true;
        if (socket != null) {
            ((WebSocketInternal) socket)
                    .channelHandlerContext()
                    .pipeline()
                    .firstContext()
                    .close();
        }
    }

    int sent() {
        return sent;
    }

    Flow from(Client sender) {
        return flows.getOrDefault(sender.id, new Flow());
    }

    private void onFrame(String frame) {
        long now = Clock.now();
        Stamp stamp = Stamp.find(frame);
        if (stamp == null) {
            onServerMessage(frame);
        } else if (stamp.sender() != id) {
            session.relayed(frame);
            flows.computeIfAbsent(stamp.sender(), sender -> new Flow()).accept(stamp.seq());
            receiver.receive(stamp, now);
        }
    }

    private void onServerMessage(String frame) {
        JsonNode message = dialect.read(frame);
        String type = message.path("type").asText();
        fleet.countServerMessage(type);
        session.told(message);
        String reply = dialect.reply(frame);
        if (reply != null) {
            context.runOnContext(v -> write(reply));
        }
        if (type.equals(awaited)) {
            awaited = null;
            if (socket != null) {
                advance();
            }
        } else if (type.equals("error")) {
            opened.tryFail("refused: " + message);
        }
        listener.accept(message);
    }

    /** Enters once the server is ready for it, then is open once the server has taken that. */
    private void advance() {
        String entry = entered || !joins ? null : resuming ? session.resume((Beckon) dialect) : dialect.join(this);
        if (entry != null) {
            awaited = resuming ? "resumed" : dialect.joined();
            write(entry);
        }
        entered = true;
        if (awaited == null) {
            opened.tryComplete(this);
        }
    }

    private void onClose(int connection) {
        if (connection == connections) {
            if (!leaving) {
                fleet.countLostConnection();
            }
            opened.tryFail("closed by the server");
        }
    }

    /** What it takes to resume: who one is, and how far one has read. */
    private final class Session {

        private String name = "";
        private String secret = "";
        private long seq;
        /** The last relayed frame, of which only a resume wants to know the {@code seq}. */
        private String unread;

        void relayed(String frame) {
            unread = frame;
        }

        void told(JsonNode message) {
            boolean another = resuming && message.path("type").asText().equals("welcome");
            if (message.has("secret") && !another) {
                name = message.get("session").asText();
                secret = message.get("secret").asText();
            }
            if (message.has("seq")) {
                seq = message.get("seq").asLong();
                unread = null;
            }
        }

        String resume(Beckon beckon) {
            if (unread != null) {
                told(beckon.read(unread));
            }
            return beckon.resume(Client.this, name, secret, seq);
        }
    }
}
