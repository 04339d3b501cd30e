package io.beckon.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of one session in a room by frame id, oldest first: the newest {@value #MOST}. Ids are kept as fingerprints, and
 * all in one array, for there are very many of them.
 */
public final class ReceiptBook {

    static final int MOST = 256;

    private static final int WEIGHT = Footprint.object(32);
    private static final int FIRST_ROOM = 2;
    private static final Receipt.Kind[] KINDS = Receipt.Kind.values();
    private static final int KIND_BITS = 2;

    private final long closed;
    private final int nth;
    private final @Nullable Owner owner;
    /** A ring of pairs: fingerprint of the id, and {@code seq} with the kind in its last bits. */
    private long[] ring;

    private int first;
    private int size;

    /**
     * A receipt as it is kept.
     *
     * @param frame fingerprint of the frame's id
     */
    public record Entry(long frame, Receipt receipt) {

        public static Entry of(String id, Receipt receipt) {
            return new Entry(Fingerprint.of(id), receipt);
        }
    }

    /** The user of one who has left, by whose token it was there. */
    public record Owner(String user, String userName) {

        private static final int WEIGHT = Footprint.object(8);

        static Owner of(Member member) {
            return new Owner(member.user(), member.participant().userName());
        }

        int weight() {
            return WEIGHT + Footprint.text(user) + Footprint.text(userName);
        }
    }

    private ReceiptBook(long closed, int nth, @Nullable Owner owner, long[] ring, int size) {
        this.closed = closed;
        this.nth = nth;
        this.owner = owner;
        this.ring = ring;
        this.size = size;
    }

    static ReceiptBook open() {
        return new ReceiptBook(0, 0, null, new long[0], 0);
    }

    /**
     * @param closed position at which the session left; 0 while it is a member
     * @param nth how many others had left by the same record before it
     */
    public static ReceiptBook of(List<Entry> receipts, long closed, int nth) {
        ReceiptBook book = open();
        receipts.forEach(entry -> book.keep(entry.frame, entry.receipt, false));
        return book.flat(closed, nth, null);
    }

    /** Position at which the session left; 0 while it is a member. */
    public long closed() {
        return closed;
    }

    /** How many others had left by the same record before it. */
    public int nth() {
        return nth;
    }

    /** Whose it was; {@code null} while that is a member, and where an older version has written it. */
    public @Nullable Owner owner() {
        return owner;
    }

    /** The same, of that user. */
    public ReceiptBook of(@Nullable Owner user) {
        return new ReceiptBook(closed, nth, user, inOrder(), size);
    }

    boolean isOpen() {
        return closed == 0;
    }

    int size() {
        return size;
    }

    @Nullable Receipt find(String id) {
        int index = indexOf(Fingerprint.of(id));
        return index < 0 ? null : receipt(index);
    }

    /**
     * Replaces an older one of the same id.
     *
     * @param isNew whether it is known that there is none
     */
    void keep(String id, Receipt receipt, boolean isNew) {
        keep(Fingerprint.of(id), receipt, isNew);
    }

    private void keep(long frame, Receipt receipt, boolean isNew) {
        int known = isNew ? -1 : indexOf(frame);
        if (known >= 0) {
            remove(known);
        } else if (size == MOST) {
            first = (first + 1) % MOST;
            size--;
        } else if (size == capacity()) {
            ring = Arrays.copyOf(inOrder(), 2 * Math.clamp(2L * size, FIRST_ROOM, MOST));
            first = 0;
        }
        set(size++, frame, receipt.seq() << KIND_BITS | receipt.kind().ordinal());
    }

    private int indexOf(long frame) {
        long[] pairs = ring;
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == frame) {
                int index = i / 2 < first ? i / 2 - first + capacity() : i / 2 - first;
                if (index < size) {
                    return index;
                }
            }
        }
        return -1;
    }

    private void remove(int index) {
        for (int i = index; i < size - 1; i++) {
            set(i, ring[2 * slot(i + 1)], ring[2 * slot(i + 1) + 1]);
        }
        size--;
    }

    private void set(int index, long frame, long reply) {
        ring[2 * slot(index)] = frame;
        ring[2 * slot(index) + 1] = reply;
    }

    private Receipt receipt(int index) {
        long reply = ring[2 * slot(index) + 1];
        return new Receipt(KINDS[(int) (reply & (1 << KIND_BITS) - 1)], reply >> KIND_BITS);
    }

    private int slot(int index) {
        int slot = first + index;
        return slot < capacity() ? slot : slot - capacity();
    }

    private int capacity() {
        return ring.length / 2;
    }

    private long[] inOrder() {
        long[] pairs = new long[2 * size];
        for (int i = 0; i < size; i++) {
            pairs[2 * i] = ring[2 * slot(i)];
            pairs[2 * i + 1] = ring[2 * slot(i) + 1];
        }
        return pairs;
    }

    /** The newest; {@code null}: there is none. */
    @Nullable Receipt last() {
        return size == 0 ? null : receipt(size - 1);
    }

    /** Oldest first. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entries.add(new Entry(ring[2 * slot(i)], receipt(i)));
        }
        return entries;
    }

    /** All of it in the order of their coming: two numbers for each. */
    public long[] packed() {
        return inOrder();
    }

    /**
     * What was {@link #packed}; takes the array over.
     *
     * @throws IllegalArgumentException when it cannot have been
     */
    public static ReceiptBook unpacked(long[] packed, long closed, int nth) {
        boolean isWhole = packed.length % 2 == 0 && packed.length <= 2 * MOST;
        for (int i = 1; i < packed.length && isWhole; i += 2) {
            isWhole = (packed[i] & (1 << KIND_BITS) - 1) < KINDS.length;
        }
        if (!isWhole) {
            throw new IllegalArgumentException("no receipts");
        }
        return new ReceiptBook(closed, nth, null, packed, packed.length / 2);
    }

    /** A copy of a session that left then, or of a member, without room to spare. */
    ReceiptBook flat(long closed, int nth, @Nullable Owner owner) {
        return new ReceiptBook(closed, nth, owner, inOrder(), size);
    }

    ReceiptBook copy() {
        return flat(closed, nth, owner);
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return WEIGHT + (owner == null ? 0 : owner.weight()) + Footprint.array(ring.length * Long.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceiptBook book
                && closed == book.closed
                && nth == book.nth
                && Objects.equals(owner, book.owner)
                && Arrays.equals(inOrder(), book.inOrder());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(inOrder()) * 31 + Long.hashCode(closed) + nth;
    }

    @Override
    public String toString() {
        return "ReceiptBook[" + entries() + ", closed=" + closed + ", nth=" + nth + ", owner=" + owner + "]";
    }
}
