package io.beckon.call;

import java.util.Set;

/** Which sessions a notice is for. */
public sealed interface CallAudience {

    /** This one. */
    record Session(String session) implements CallAudience {}

    /** All sessions of a user, but these. */
    record Devices(String tenant, String user, Set<String> except) implements CallAudience {}
}
