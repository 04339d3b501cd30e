package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How frames are written: as text frames of JSON (RFC 8259), or as binary frames of CBOR (RFC 8949). */
public enum Encoding {
    JSON(new JsonMapper(), StandardCharsets.UTF_8),
    CBOR(new CBORMapper(), StandardCharsets.ISO_8859_1);

    private final ObjectMapper mapper;
    private final Charset charset;

    Encoding(ObjectMapper mapper, Charset charset) {
        this.mapper = mapper;
        this.charset = charset;
    }

    /** A frame's bytes as characters: text is itself, of a binary frame each byte is one. */
    String write(JsonNode message) {
        try {
            return new String(mapper.writeValueAsBytes(message), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException if the frame is none of this encoding */
    JsonNode read(String frame) {
        try {
            return mapper.readTree(frame.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean binary() {
        return this == CBOR;
    }
}
