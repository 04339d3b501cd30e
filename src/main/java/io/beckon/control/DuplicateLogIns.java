package io.beckon.control;

/** What becomes of a user who is connected already and connects once more with another session. */
public enum DuplicateLogIns {
    /** Both stay. */
    ALLOW,
    /** The older one stays. */
    REFUSE,
    /** The newer one stays. */
    REPLACE
}
