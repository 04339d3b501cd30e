package io.beckon.session;

import io.beckon.identity.Approach;
import io.beckon.protocol.CloseCode;

/** A connection at which nobody listens: what is to be done for it is done at once, and its end is nobody's business. */
public class SilentConnection extends IdleConnection {

    @Override
    public Approach approach() {
        return new Approach("192.0.2.7", "192.0.2.7", null);
    }

    @Override
    public void execute(Runnable action) {
        action.run();
    }

    @Override
    public void close(CloseCode code, String reason) {}
}
