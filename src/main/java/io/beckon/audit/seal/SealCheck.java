package io.beckon.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.EventType;
import io.beckon.records.AuditRecord;
import io.beckon.records.Seal;
import io.beckon.records.SealCodec;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a record is a genuine seal, as far as it alone tells. */
final class SealCheck {

    private static final byte[] TYPE = EventType.SEALED.getBytes(UTF_8);
    private static final byte[] SUBJECT = Sealing.SUBJECT.getBytes(UTF_8);

    private final PublicKeys keys;
    private final RecordHash hash = new RecordHash();

    /** What came of it. */
    sealed interface Checked {

        record Genuine(Seal seal) implements Checked {}

        record Suspect(Fault.Kind kind, String words) implements Checked {}
    }

    SealCheck(PublicKeys keys) {
        this.keys = keys;
    }

    /** Whether it is a seal, or was one. */
    static boolean isSeal(StoredEvent event) {
        return Arrays.equals(event.type(), TYPE) || Arrays.equals(event.subject(), SUBJECT);
    }

    /** Whether signatures are checked. */
    boolean isWithKeys() {
        return !keys.isEmpty();
    }

    /**
     * Checks it. Chains of a topic are named by their partition, {@code topic-3}.
     *
     * @param chain the name of the one that it is in; {@code null} where that is not known yet
     */
    Checked check(StoredEvent event, @Nullable String chain) {
        try {
            Seal seal = SealCodec.decode(event.data());
            AuditRecord made = Sealing.record(seal, Instant.parse(new String(event.time(), UTF_8)));
            if (!isSame(event, made)) {
                return changed("it is not as seals are written");
            }
            boolean isElsewhere = event.partition() >= 0 && !seal.chain().endsWith("-" + event.partition());
            if (isElsewhere || chain != null && !chain.equals(seal.chain())) {
                return changed("it is a seal of another chain, " + seal.chain());
            }
            return signed(seal, made.time());
        } catch (UnreadableRecord e) {
            return changed("it is no seal any more: " + e.getMessage());
        } catch (DateTimeException e) {
            return changed("its time is none");
        }
    }

    /** Seals are written in one way only, so whatever differs is a change. */
    private static boolean isSame(StoredEvent event, AuditRecord made) {
        StoredEvent stored = StoredEvent.of(made);
        return Arrays.equals(event.id(), stored.id())
                && Arrays.equals(event.type(), stored.type())
                && Arrays.equals(event.subject(), stored.subject())
                && Arrays.equals(event.time(), stored.time())
                && Arrays.equals(event.data(), stored.data());
    }

    private Checked signed(Seal seal, Instant time) {
        String key = seal.key();
        byte[] signature = seal.signature();
        if ((key == null) != (signature == null)) {
            return changed("it has one of key and signature only");
        }
        if (key == null || signature == null || keys.isEmpty()) {
            return new Checked.Genuine(seal);
        }
        if (!keys.has(key)) {
            return new Checked.Suspect(
                    Fault.Kind.FOREIGN_KEY,
                    "seal " + seal.number() + " is signed by key " + key + ", none of those given");
        }
        byte[] message = hash.of(Sealing.record(seal.unsigned(), time));
        return keys.verifies(key, message, signature)
                ? new Checked.Genuine(seal)
                : changed("it is not what key " + key + " has signed");
    }

    private static Checked changed(String words) {
        return new Checked.Suspect(Fault.Kind.SEAL_CHANGED, words);
    }
}
