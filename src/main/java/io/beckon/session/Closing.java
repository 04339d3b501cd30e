package io.beckon.session;

import io.beckon.protocol.CloseCode;

/**
 * How a connection ended.
 *
 * @param code of its close frame (RFC 6455 section 7.4); 0: there was none
 * @param byClient who closed it
 */
public record Closing(int code, boolean byClient) {

    /** Without a word. */
    public static final Closing LOST = new Closing(0, true);

    /** Whether the client said that it will not come back. */
    boolean isForGood() {
        return byClient && code == CloseCode.NORMAL.number();
    }

    boolean isBy(CloseCode service) {
        return !byClient && code == service.number();
    }
}
