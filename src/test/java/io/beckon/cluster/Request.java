package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A frame that is sent, with one {@code id}, until it has an answer that is final. */
final class Request {

    final String room;
    final Map<String, Object> frame;
    final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    /** Sent on an earlier connection too, or answered {@code unavailable}. */
    boolean again;

    Request(String room, Map<String, Object> frame) {
        this.room = room;
        this.frame = frame;
    }

    String id() {
        return (String) frame.get("id");
    }

    String type() {
        return (String) frame.get("type");
    }
}
