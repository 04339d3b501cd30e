package io.beckon.command;

import io.beckon.audit.capture.Opener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Private keys, of which each envelope takes one: the one that has opened the last is tried first. Not for use by more than one thread. */
final class Openers {

    private final List<Opener> keys;

    /** @param keys one at least */
    Openers(List<Opener> keys) {
        this.keys = new ArrayList<>(keys);
    }

    /**
     * The lines.
     *
     * @throws IOException when none of the keys opens it
     */
    byte[] open(byte[] envelope) throws IOException {
        IOException failure = new IOException("there is no key");
        for (int i = 0; i < keys.size(); i++) {
            try {
                byte[] lines = keys.get(i).open(envelope);
                keys.addFirst(keys.remove(i));
                return lines;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw keys.size() == 1 ? failure : new IOException("it is not what one of these keys opens");
    }
}
