package io.beckon.room;

/** Who talks to whom in a room; set by its first join. */
public enum Pattern {
    MESH("mesh"),
    SFU("sfu"),
    MCU("mcu"),
    BROADCAST("broadcast"),
    /** Nobody sees anybody, and each is called by the name that it has taken (ADR 32). */
    LOBBY("lobby");

    private final String wireName;

    Pattern(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The role of somebody who asks for none. */
    public Role defaultRole() {
        return this == BROADCAST ? Role.VIEWER : Role.PARTICIPANT;
    }
}
