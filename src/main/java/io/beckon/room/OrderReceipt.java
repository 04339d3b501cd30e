package io.beckon.room;

import java.util.List;

/** An order that was carried out, kept in case it comes again. */
public record OrderReceipt(String id, long position) {

    private static final int WEIGHT = Footprint.object(12);

    int weight() {
        return WEIGHT + Footprint.text(id);
    }

    /** Those of these, the oldest first, that are remembered still. */
    static List<OrderReceipt> remembered(List<OrderReceipt> receipts, long position) {
        boolean allKept = receipts.isEmpty() || receipts.getFirst().isRemembered(position);
        return allKept
                ? receipts
                : receipts.stream()
                        .filter(receipt -> receipt.isRemembered(position))
                        .toList();
    }

    private boolean isRemembered(long now) {
        return position + Traces.RECORDS_REMEMBERED > now;
    }
}
