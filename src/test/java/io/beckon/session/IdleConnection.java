package io.beckon.session;

import io.beckon.audit.Fact;
import io.beckon.protocol.CloseCode;

/** A connection of which a test looks at what it is to do, and lets the rest be. */
public abstract class IdleConnection implements Connection {

    @Override
    public Fact.Transport transport() {
        return Fact.Transport.WEBSOCKET;
    }

    @Override
    public void wake() {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void ping() {}

    @Override
    public void end(CloseCode code, String reason) {
        close(code, reason);
    }
}
