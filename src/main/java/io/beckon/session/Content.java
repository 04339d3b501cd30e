package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.MalformedMessage;

/** What a frame says, which is read when it is its turn. */
@FunctionalInterface
public interface Content {
    ClientMessage read() throws MalformedMessage;
}
