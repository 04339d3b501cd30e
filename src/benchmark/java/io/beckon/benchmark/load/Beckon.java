package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The sub-protocol {@code signaling.v1}. */
public final class Beckon extends Dialect {

    /** Of the service's own WebSocket. */
    public static final String PATH = "/v1/ws";

    private final String path;

    public Beckon(Encoding encoding) {
        this(encoding, PATH);
    }

    /** @param path of the WebSocket */
    public Beckon(Encoding encoding, String path) {
        super(encoding);
        this.path = path;
    }

    @Override
    String uri(Client client) {
        return path;
    }

    @Override
    String subprotocol() {
        return encoding().binary() ? "signaling.v1.cbor" : "signaling.v1.json";
    }

    @Override
    String greeting() {
        return "welcome";
    }

    @Override
    String joined() {
        return "joined";
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public boolean calls() {
        return true;
    }

    @Override
    public boolean requests() {
        return path.equals(PATH) && !encoding().binary();
    }

    /** Takes the session up that the client had, from the last frame that it has. */
    String resume(Client client, String session, String secret, long seq) {
        ObjectNode resume = object("resume").put("session", session).put("secret", secret);
        resume.putObject("rooms").put(client.room, seq);
        return encoding().write(resume);
    }
}
