package io.beckon.protocol;

import java.io.IOException;

/** The wire as JSON text (RFC 8259): {@code signaling.v1.json}. */
public final class JsonCodec implements MessageCodec {

    private final MessageReader messages;

    public JsonCodec(WireLimits limits) {
        this.messages = new MessageReader(limits, new MediaSyntax());
    }

    @Override
    public ClientMessage decode(byte[] frame) throws MalformedMessage {
        Fields fields;
        try {
            fields = FrameReader.read(frame);
        } catch (IOException e) {
            throw MalformedMessage.badJson(e.getMessage()).from(Sender.salvage(JsonSyntax.LENIENT, frame));
        }
        return messages.read(fields, null);
    }

    @Override
    public byte[] encode(ServerMessage message) {
        return MessageWriter.write(message);
    }
}
