package io.beckon.room;

/** What a participant's RTCPeerConnection to another reports ({@code connectionState}, W3C WebRTC section 4.4.3). */
public enum TransportState {
    CONNECTED("connected"),
    DISCONNECTED("disconnected"),
    FAILED("failed"),
    CLOSED("closed");

    private final String wireName;

    TransportState(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
