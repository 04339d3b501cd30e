package io.beckon.admin;

import io.beckon.archive.Archive;
import io.beckon.archive.NothingKept;
import io.beckon.protocol.ErrorCode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/**
 * Administrators who look back: each reads for itself, so only few do at once, and of a tenant only one. Safe for use by several threads.
 */
public final class LookingBack {

    static final int MOST = 2;

    private static final Logger LOG = System.getLogger(LookingBack.class.getName());

    private final Archive archive;
    private final Set<String> tenants = new HashSet<>();

    public LookingBack(Archive archive) {
        this.archive = archive;
    }

    /** What is read for one question. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Archive archive) throws NothingKept, IOException;
    }

    /**
     * Reads, and blocks meanwhile; says as {@link Refused} why it cannot.
     *
     * @param told runs before anything is read: auditors hear of whoever looks back, not of who may not do so just now
     */
    <T> T read(Operator operator, Runnable told, Reading<T> reading) {
        if (!enter(operator.tenant())) {
            throw Refused.unavailable("others look back just now");
        }
        try {
            told.run();
            return reading.read(archive);
        } catch (NothingKept e) {
            throw new Refused(409, ErrorCode.WRONG_STATE, String.valueOf(e.getMessage()), null);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an administrator could not look back: " + e.getMessage());
            throw Refused.unavailable("it cannot be read now, or not in time");
        } finally {
            leave(operator.tenant());
        }
    }

    private synchronized boolean enter(String tenant) {
        return tenants.size() < MOST && tenants.add(tenant);
    }

    private synchronized void leave(String tenant) {
        tenants.remove(tenant);
    }
}
