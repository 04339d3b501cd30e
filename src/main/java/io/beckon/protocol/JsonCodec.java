package io.beckon.protocol;

import io.beckon.sdp.CandidatePolicy;
import java.io.IOException;

/** The wire as JSON text (RFC 8259): {@code signaling.v1.json}. */
public final class JsonCodec implements MessageCodec {

    private final MessageReader messages;

    public JsonCodec(WireLimits limits, CandidatePolicy policy) {
        this.messages = new MessageReader(limits, new MediaSyntax(limits, policy));
    }

    @Override
    public ClientMessage decode(byte[] frame) throws MalformedMessage {
        Fields fields;
        try {
            fields = FrameReader.read(frame);
        } catch (IOException e) {
            throw MalformedMessage.badJson(String.valueOf(e.getMessage())).from(Sender.salvage(frame));
        }
        return messages.read(fields, null);
    }

    /** Judges a frame that was said in the words of another protocol. */
    public ClientMessage decode(ForeignFrame frame) throws MalformedMessage {
        return messages.read(frame.fields, null);
    }

    @Override
    public byte[] encode(ServerMessage message) {
        return MessageWriter.write(message);
    }
}
