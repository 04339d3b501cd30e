package io.beckon.log;

/** A listener of a log that is told what comes into it. */
public interface Following extends AutoCloseable {

    /** From now on the listener is told of nothing more, but for what another thread may be about to tell it. */
    @Override
    void close();
}
