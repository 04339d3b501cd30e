package io.beckon.calling;

import io.beckon.room.CallPerson;
import io.beckon.room.Json;
import java.time.Instant;
import java.util.List;

/** Wakes devices that are not connected, by whatever means, so that they connect and ring. Never blocks. */
public interface WakeUp {

    WakeUp NOBODY = summons -> {};

    void wake(Summons summons);

    /**
     * What there is to tell. It may come twice.
     *
     * @param to ids of users, who may not exist
     */
    record Summons(String call, String tenant, CallPerson from, List<String> to, Instant expiresAt, Json metadata) {}
}
