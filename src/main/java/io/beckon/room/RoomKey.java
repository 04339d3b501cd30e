package io.beckon.room;

/** A room's identity: its tenant and its name there. Its text is the key of the room's records in the log. */
public record RoomKey(String tenant, String name) {

    @Override
    public String toString() {
        return tenant + "/" + name;
    }
}
