package io.beckon.benchmark.load;

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

    @Override
    String prefix(Client client, Kind kind) {
        return "{\"type\":\"" + kind + "\",\"dst\":\"" + client.room + "-" + (1 - client.member) + "\",\"payload\":";
    }

    @Override
    String suffix() {
        return "}";
    }
}
