package io.beckon.protocol;

/** The types of frames that say how a call stands. */
public enum CallNews {
    /** To the caller: somebody is being reached. */
    CALLING("calling"),
    /** To the caller: a session of the callee has been told. */
    RINGING("ringing"),
    /** To the callee's sessions; with {@code metadata} and {@code expiresAt}. */
    INCOMING_CALL("incoming-call"),
    /** To the caller's session and the one that accepts; with {@code room}. */
    ACCEPTED("accepted"),
    /** To the callee's other sessions. */
    ANSWERED_ELSEWHERE("answered-elsewhere"),
    DECLINED("declined"),
    BUSY("busy"),
    NO_ANSWER("no-answer"),
    CANCELLED("cancelled"),
    /** To the parties, once it had been accepted. */
    ENDED("ended");

    private final String wireName;

    CallNews(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
