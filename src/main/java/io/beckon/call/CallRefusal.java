package io.beckon.call;

/** Why a call does not accept a proposal. */
public enum CallRefusal {
    NO_SUCH_USER,
    NO_SUCH_CALL,
    WRONG_STATE
}
