package io.beckon.room;

/** An order that was carried out, kept in case it comes again. */
public record OrderReceipt(String id, long position) {

    private static final int WEIGHT = Footprint.object(12);

    int weight() {
        return WEIGHT + Footprint.text(id);
    }
}
