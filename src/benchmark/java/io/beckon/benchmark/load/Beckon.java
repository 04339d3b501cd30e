package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The sub-protocol {@code signaling.v1}. */
public final class Beckon extends Dialect {

    public Beckon(Encoding encoding) {
        super(encoding);
    }

    @Override
    String uri(Client client) {
        return "/v1/ws";
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

    /** Takes the session up that the client had, from the last frame that it has. */
    String resume(Client client, String session, String secret, long seq) {
        ObjectNode resume = object("resume").put("session", session).put("secret", secret);
        resume.putObject("rooms").put(client.room, seq);
        return encoding().write(resume);
    }
}
