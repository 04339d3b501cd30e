package io.beckon.log;

/** The log no longer keeps the records from the wanted position on. */
public final class PositionExpired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PositionExpired(int partition, long wanted, long first) {
        super("partition " + partition + " is kept from position " + first + " on, wanted was " + wanted);
    }
}
