package io.beckon.audit.seal;

import io.beckon.audit.seal.SealCheck.Checked;
import io.beckon.records.Seal;
import io.beckon.records.StoredEvent;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The seals of one chain: their numbers, the hashes by which each names the one before, and who has signed. A seal that is not genuine
 * is told of, and then only a place where one may have been.
 */
final class SealSequence {

    /** Keys of which it is remembered what they have signed. */
    static final int MOST_KEYS = 1_000;

    private final int partition;
    private final SealCheck check;
    private final Consumer<Fault> faults;
    private final Map<String, Report.KeyUse> keys = new LinkedHashMap<>();
    private long seen;
    private long first;
    private long last;
    private @Nullable String lastHash;
    private @Nullable Spot lastAt;
    private @Nullable String chain;
    private boolean signed;
    private long unsigned;
    private int suspects;
    private int recordsBeforeSuspect;

    /**
     * A genuine seal in its place.
     *
     * @param skipped how many seals are not there that should stand before it; before the first, all that the chain has had
     * @param suspects records in between that may have been some of them
     * @param recordsBeforeSuspect of the records that wait, how many stand before the last of those
     */
    record Next(Seal seal, long skipped, int suspects, int recordsBeforeSuspect) {}

    SealSequence(int partition, SealCheck check, Consumer<Fault> faults) {
        this.partition = partition;
        this.check = check;
        this.faults = faults;
    }

    /** @param waiting how many records wait for a seal */
    Optional<Next> next(StoredEvent event, byte[] hash, Spot at, int waiting) {
        seen++;
        Checked checked = check.check(event, chain);
        if (checked instanceof Checked.Genuine(Seal seal) && seal.key() == null && signed) {
            checked = new Checked.Suspect(
                    Fault.Kind.UNSIGNED, "seal " + seal.number() + " has no signature, though others before have");
        }
        return switch (checked) {
            case Checked.Genuine(Seal seal) -> inOrder(seal, HexFormat.of().formatHex(hash), at);
            case Checked.Suspect(Fault.Kind kind, String words) -> {
                tell(kind, at, words);
                suspects++;
                recordsBeforeSuspect = waiting;
                yield Optional.empty();
            }
        };
    }

    private Optional<Next> inOrder(Seal seal, String hash, Spot at) {
        if (seal.number() <= last) {
            tell(Fault.Kind.SEAL_INSERTED, at, "seal " + seal.number() + " comes after seal " + last);
            return Optional.empty();
        }
        long skipped = seal.number() - last - 1;
        if (lastAt == null) {
            first = seal.number();
        } else if (skipped > suspects) {
            tell(Fault.Kind.SEAL_REMOVED, at, missing(seal.number(), skipped));
        } else if (skipped == 0 && !seal.previous().equals(lastHash)) {
            tell(
                    Fault.Kind.SEAL_CHANGED,
                    lastAt,
                    "seal " + last + " is not the one that seal " + seal.number() + " was made after");
        }
        Next next = new Next(seal, skipped, skipped == 0 ? 0 : suspects, recordsBeforeSuspect);
        chain = seal.chain();
        last = seal.number();
        lastHash = hash;
        lastAt = at;
        suspects = 0;
        recordsBeforeSuspect = 0;
        remember(seal);
        return Optional.of(next);
    }

    private String missing(long number, long skipped) {
        String which =
                skipped == 1 ? "seal " + (number - 1) + " is" : "seals " + (last + 1) + " to " + (number - 1) + " are";
        String changed = suspects == 0 ? "" : ", but for " + suspects + " that may be one of them";
        return which + " missing before seal " + number + changed;
    }

    private void remember(Seal seal) {
        String key = seal.key();
        if (key == null) {
            unsigned++;
            return;
        }
        signed = true;
        if (keys.size() < MOST_KEYS || keys.containsKey(key)) {
            keys.merge(
                    key,
                    new Report.KeyUse(key, partition, seal.number(), seal.number(), check.isWithKeys()),
                    (before, now) ->
                            new Report.KeyUse(key, partition, before.firstSeal(), now.lastSeal(), now.checked()));
        }
    }

    private void tell(Fault.Kind kind, Spot at, String words) {
        faults.accept(new Fault(kind, at, null, words));
    }

    boolean isEmpty() {
        return seen == 0;
    }

    /** How many, those that are not genuine included. */
    long seen() {
        return seen;
    }

    /** Number of the first genuine one; 0 without one. */
    long first() {
        return first;
    }

    long last() {
        return last;
    }

    @Nullable String lastHash() {
        return lastHash;
    }

    @Nullable String chain() {
        return chain;
    }

    long unsigned() {
        return unsigned;
    }

    Collection<Report.KeyUse> keys() {
        return keys.values();
    }
}
