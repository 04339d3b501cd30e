package io.beckon.room;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A room's identity: its tenant and its name there. Its text is the key of the room's records in the log. */
public final class RoomKey {

    private static final String OF_CALL = "call:";

    private final String tenant;
    private final String name;
    /** Each frame of a room asks for it several times. 0: nobody has asked yet. */
    private int textHash;

    public RoomKey(String tenant, String name) {
        this.tenant = tenant;
        this.name = name;
    }

    public String tenant() {
        return tenant;
    }

    public String name() {
        return name;
    }

    /** The room in which a call is carried on. Nobody makes such a room by joining it. */
    public static RoomKey ofCall(String tenant, String call) {
        return new RoomKey(tenant, OF_CALL + call);
    }

    public boolean isOfCall() {
        return isOfCall(name);
    }

    public static boolean isOfCall(String name) {
        return name.startsWith(OF_CALL);
    }

    /** A hash of its text in UTF-8, as Kafka's own partitioner has it (murmur2). */
    public int textHash() {
        int hash = textHash;
        if (hash == 0) {
            hash = Murmur2.of(toString().getBytes(StandardCharsets.UTF_8));
            textHash = hash;
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RoomKey key && name.equals(key.name) && tenant.equals(key.tenant);
    }

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return tenant + "/" + name;
    }
}
