package io.beckon.calling;

import io.beckon.identity.KeyedHash;

/**
 * How people are called.
 *
 * @param busy whether one who talks is not to be disturbed; else the other devices ring
 * @param wakeUp tells devices that are not connected; {@link WakeUp#NOBODY} if there is no such thing
 * @param callsPerMinute by one user, on this node; 0: no limit
 * @param ids makes the ids of calls
 */
public record CallSettings(boolean busy, WakeUp wakeUp, int callsPerMinute, KeyedHash ids) {

    boolean wakes() {
        return wakeUp != WakeUp.NOBODY;
    }
}
