package io.beckon.kafka.keeper;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.CallFacts;
import io.beckon.audit.Persons;
import io.beckon.audit.RoomFacts;
import io.beckon.audit.seal.Signer;
import io.beckon.kafka.ClientSettings;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a process does off the path of delivery, sharing the partitions with the others that do: it keeps the checkpoints of the rooms,
 * writes what follows from the records of rooms and calls for auditors, captures these where that is wanted, and seals the audit trail.
 */
public final class Keepers implements AutoCloseable {

    private static final Duration SEAL_INTERVAL = Duration.ofSeconds(5);

    private final AuditFigures audit = new AuditFigures();
    private final Keeper rooms;
    private final CallAuditor calls;
    private final Sealer sealer;

    /**
     * How the audit trail is written.
     *
     * @param addresses how much of clients' addresses is shown
     * @param persons how users are shown
     * @param signer of the seals; {@code null}: they are not signed
     */
    public record Auditing(
            AddressPolicy addresses,
            Persons persons,
            @Nullable Signer signer) {}

    /**
     * @param client common client settings, as the operator gave them
     * @param instance of this process, unlike any other's
     * @param isLost whether an instance is lost
     * @param propose appends a proposal to a room; called for timers that nobody else has proposed; must not block
     */
    public Keepers(
            Map<String, Object> client,
            KeeperSettings settings,
            Auditing auditing,
            String instance,
            Predicate<String> isLost,
            BiConsumer<RoomKey, Proposal> propose) {
        ClientSettings common = new ClientSettings(client);
        RoomFacts facts = new RoomFacts(auditing.addresses(), auditing.persons());
        rooms = new Keeper(common, settings, instance, facts::of, audit, new Keeper.Others(isLost, propose), () -> {});
        calls = new CallAuditor(
                common, settings, instance, new CallFacts(auditing.addresses(), auditing.persons()), audit, () -> {});
        sealer = new Sealer(common, settings, SEAL_INTERVAL, instance, auditing.signer(), audit, () -> {});
    }

    public void start() {
        rooms.start();
        calls.start();
        sealer.start();
    }

    /** Of the checkpoints. */
    public KeeperFigures rooms() {
        return rooms.figures();
    }

    public AuditFigures audit() {
        return audit;
    }

    /** How often it has given up what it knew of calls, or of seals, and begun again. */
    public long auditRestarts() {
        return calls.restarts() + sealer.restarts();
    }

    /** Begins to leave the groups, so that others take over at once. Returns at once. */
    public void end() {
        rooms.end();
        calls.end();
        sealer.end();
    }

    /** Returns when it has left them, at most 5 s after it has begun to. */
    @Override
    public void close() {
        end();
        rooms.close();
        calls.close();
        sealer.close();
    }
}
