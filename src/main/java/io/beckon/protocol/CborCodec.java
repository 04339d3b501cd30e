package io.beckon.protocol;

import io.beckon.sdp.CandidatePolicy;
import java.io.IOException;

/** The wire as CBOR (RFC 8949): {@code signaling.v1.cbor}. The same frames as in JSON, and judged as such. */
public final class CborCodec implements MessageCodec {

    private final MessageReader messages;

    public CborCodec(WireLimits limits, CandidatePolicy policy) {
        this.messages = new MessageReader(limits, new MediaSyntax(limits, policy));
    }

    @Override
    public ClientMessage decode(byte[] frame) throws MalformedMessage {
        CborReader.Transcript transcript;
        Fields fields;
        try {
            transcript = CborReader.read(frame);
            fields = FrameReader.read(transcript.json());
        } catch (IOException e) {
            throw MalformedMessage.badJson(String.valueOf(e.getMessage())).from(sender(frame));
        }
        return messages.read(fields, transcript.foreign());
    }

    private static Sender sender(byte[] frame) {
        try {
            return Sender.salvage(CborReader.readLeniently(frame));
        } catch (IOException e) {
            return Sender.UNKNOWN;
        }
    }

    @Override
    public byte[] encode(ServerMessage message) {
        return CborWriter.write(MessageWriter.write(message));
    }
}
