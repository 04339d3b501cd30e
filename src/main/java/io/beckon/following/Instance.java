package io.beckon.following;

import io.beckon.identity.Ids;

/** This process as rooms know it: random for each start, and another one once the others have counted it as lost. */
public final class Instance {

    private volatile String id = Ids.random();

    public String id() {
        return id;
    }

    /** From now on. */
    public void become(String next) {
        id = next;
    }
}
