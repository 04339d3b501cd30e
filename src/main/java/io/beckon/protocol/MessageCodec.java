package io.beckon.protocol;

/** One encoding of the wire. Safe for use by any number of threads. */
public interface MessageCodec {

    /**
     * Reads one whole frame.
     *
     * @throws MalformedMessage when it breaks the contract; its code, field and text are what the client is told
     */
    ClientMessage decode(byte[] frame) throws MalformedMessage;

    /** The bytes of one frame, complete. */
    byte[] encode(ServerMessage message);
}
