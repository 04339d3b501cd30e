package io.beckon.room;

import java.util.LinkedHashMap;

/**
 * The receipts of one session in a room by frame id, oldest first.
 *
 * @param closed position at which the session left; 0 while it is a member
 * @param nth how many others had left by the same record before it
 */
public record ReceiptBook(LinkedHashMap<String, Receipt> receipts, long closed, int nth) {

    static ReceiptBook open() {
        return new ReceiptBook(new LinkedHashMap<>(), 0, 0);
    }

    boolean isOpen() {
        return closed == 0;
    }

    ReceiptBook copy() {
        return new ReceiptBook(new LinkedHashMap<>(receipts), closed, nth);
    }
}
