package io.beckon.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How frames are written on a connection, with the sub-protocol that selects it. */
public enum Encoding {
    JSON("signaling.v1.json", RawWebSocket.TEXT, new ObjectMapper()),
    CBOR("signaling.v1.cbor", RawWebSocket.BINARY, new CBORMapper());

    private final String subprotocol;
    private final int opcode;
    private final ObjectMapper mapper;

    Encoding(String subprotocol, int opcode, ObjectMapper mapper) {
        this.subprotocol = subprotocol;
        this.opcode = opcode;
        this.mapper = mapper;
    }

    public String subprotocol() {
        return subprotocol;
    }

    /** Of the WebSocket messages that carry frames. */
    public int opcode() {
        return opcode;
    }

    public byte[] write(Object frame) {
        try {
            return mapper.writeValueAsBytes(frame);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode read(byte[] frame) {
        try {
            return mapper.readTree(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
