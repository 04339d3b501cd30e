package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** PeerJS: no rooms, a message names its receiver. So a room has two members, each of which knows the other's id. */
public final class PeerJs extends Dialect {

    public PeerJs() {
        super(Encoding.JSON);
    }

    @Override
    String uri(Client client) {
        return "/peerjs?key=peerjs&version=1.5.5&token=t" + client.id + "&id=" + client.room + "-" + client.member;
    }

    @Override
    String greeting() {
        return "OPEN";
    }

    @Override
    String join(Client client) {
        return null;
    }

    @Override
    public boolean manyInARoom() {
        return false;
    }

    @Override
    String heartbeat() {
        return "{\"type\":\"HEARTBEAT\"}";
    }

    /** As peerjs has it for a data channel. */
    @Override
    ObjectNode template(Kind kind) {
        ObjectNode message = Payload.template(kind);
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        if (kind == Kind.CANDIDATE) {
            payload.set("candidate", message.get("candidate"));
        } else {
            payload.set("sdp", message.get(message.get("type").asText()));
        }
        payload.put("type", "data").put("connectionId", "dc_1");
        if (kind == Kind.OFFER) {
            payload.put("label", "dc_1").put("reliable", false).put("serialization", "binary");
        }
        return payload;
    }

    @Override
    String prefix(Client client, Kind kind) {
        return "{\"type\":\"" + kind + "\",\"dst\":\"" + client.room + "-" + (1 - client.member) + "\",\"payload\":";
    }

    @Override
    String suffix() {
        return "}";
    }
}
