package io.beckon.session;

import io.beckon.protocol.CloseCode;

/**
 * How a connection ended.
 *
 * @param code of its close frame (RFC 6455 section 7.4); 0: there was none
 * @param byClient who closed it
 */
public record Closing(int code, boolean byClient) {

    /** By a client that comes back within seconds or not at all: a page that is loaded again, or closed. */
    static final int BACK_SOON = 4010;

    /** Without a word. */
    public static final Closing LOST = new Closing(0, true);

    /** Whether the client said that it will not come back. */
    boolean isForGood() {
        return byClient && code == CloseCode.NORMAL.number();
    }

    /** Whether the client said that it comes back soon, if it does. */
    boolean isForAMoment() {
        return byClient && code == BACK_SOON;
    }

    boolean isBy(CloseCode service) {
        return !byClient && code == service.number();
    }
}
