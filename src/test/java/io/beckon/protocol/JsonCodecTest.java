package io.beckon.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

class JsonCodecTest extends CodecContract {

    @Override
    MessageCodec codec() {
        return new JsonCodec(WireLimits.DEFAULT);
    }

    @Override
    byte[] frame(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    JsonNode tree(byte[] frame) {
        return Golden.tree(new String(frame, StandardCharsets.UTF_8));
    }
}
