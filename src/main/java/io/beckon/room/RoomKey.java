package io.beckon.room;

/** A room's identity: its tenant and its name there. Its text is the key of the room's records in the log. */
public record RoomKey(String tenant, String name) {

    private static final String OF_CALL = "call:";

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

    @Override
    public String toString() {
        return tenant + "/" + name;
    }
}
