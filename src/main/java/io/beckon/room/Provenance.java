package io.beckon.room;

/**
 * What the edge knows of a session's client, for those who look into a record later. It decides nothing, and no state keeps it.
 *
 * @param issuer of the client's token; empty where that is not known
 * @param address of the client; empty where that is not known
 */
public record Provenance(String issuer, String address) {

    private static final int WEIGHT = Footprint.object(8);

    /** About how much memory it takes, in bytes. */
    int weight() {
        return WEIGHT + Footprint.text(issuer) + Footprint.text(address);
    }
}
