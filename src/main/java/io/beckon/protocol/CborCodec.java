package io.beckon.protocol;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;

/** The wire as CBOR (RFC 8949): {@code signaling.v1.cbor}. The same frames as in JSON, and judged as such. */
public final class CborCodec implements MessageCodec {

    /** For what is refused already; see {@link CborReader} why for nothing else. */
    private static final CBORFactory LENIENT = CBORFactory.builder()
            .streamReadConstraints(JsonSyntax.constraints(10_000))
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final MessageReader messages;

    public CborCodec(WireLimits limits) {
        this.messages = new MessageReader(limits, new MediaSyntax());
    }

    @Override
    public ClientMessage decode(byte[] frame) throws MalformedMessage {
        CborReader.Transcript transcript;
        Fields fields;
        try {
            transcript = CborReader.read(frame);
            fields = FrameReader.read(transcript.json());
        } catch (IOException e) {
            throw MalformedMessage.badJson(e.getMessage()).from(Sender.salvage(LENIENT, frame));
        }
        return messages.read(fields, transcript.foreign());
    }

    @Override
    public byte[] encode(ServerMessage message) {
        return CborWriter.write(MessageWriter.write(message));
    }
}
