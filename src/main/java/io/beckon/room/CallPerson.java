package io.beckon.room;

/** One who calls or is called. */
public record CallPerson(String user, String name) {

    private static final int WEIGHT = Footprint.object(8);

    int weight() {
        return WEIGHT + Footprint.text(user) + Footprint.text(name);
    }
}
