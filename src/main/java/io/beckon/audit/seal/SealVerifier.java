package io.beckon.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.StoredEvent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads audit records with their seals, those of each partition in their order, and tells what is not as it was sealed: what was
 * changed, removed, inserted or moved, and where. It goes on after each fault. Its memory is bounded: {@value ChainVerifier#MOST_PENDING}
 * records of each partition that wait for a seal. Not for use by more than one thread.
 */
public final class SealVerifier {

    private static final int NO_TOPIC = -1;

    private final Consumer<Fault> listener;
    private final SealCheck check;
    private final RecordHash hash = new RecordHash();
    private final TreeMap<Integer, ChainVerifier> chains = new TreeMap<>();
    private final Set<String> expected;
    private @Nullable SealState last;
    private Spot lastAt = new Spot(NO_TOPIC, -1, null, 0);
    private @Nullable Spot firstOfNoTopic;
    private @Nullable String firstEventOfNoTopic;
    private long faults;
    private long records;

    /**
     * @param keys those whose signatures count; if there are none, no signature is checked
     * @param expected hashes of seals that must be there, as hexadecimal digits in lower case
     * @param listener is called with each fault, mostly in the order of their places
     */
    public SealVerifier(PublicKeys keys, Set<String> expected, Consumer<Fault> listener) {
        this.check = new SealCheck(keys);
        this.expected = new TreeSet<>(expected);
        this.listener = listener;
    }

    /** A partition's first record that is kept has this offset or a greater one: what was before is not missing. */
    public void begins(int partition, long offset) {
        chain(partition).begins(offset);
    }

    /**
     * The chain that is of no topic has this seal, or went on from it.
     *
     * @param at where that is said
     */
    public void reaches(SealState seal, Spot at) {
        last = seal;
        lastAt = at;
    }

    /** Whether the chain that is of no topic has not come to this seal so far. */
    public boolean endsBefore(SealState seal) {
        ChainVerifier chain = chains.get(NO_TOPIC);
        return chain == null || chain.sequence().last() < seal.number();
    }

    /** Takes the next record of a partition, or of a file, which is as old as it says itself. */
    public void take(StoredEvent event, Spot at) {
        take(event, at, Pending.AS_IT_SAYS);
    }

    /**
     * The same of a record that was written later than what it tells of happened.
     *
     * @param written in milliseconds since 1970; negative where that is not known
     */
    public void take(StoredEvent event, Spot at, long written) {
        records++;
        byte[] content = hash.of(event);
        if (!expected.isEmpty() && SealCheck.isSeal(event)) {
            expected.remove(HexFormat.of().formatHex(content));
        }
        if (event.partition() == NO_TOPIC && firstOfNoTopic == null) {
            firstOfNoTopic = at;
            firstEventOfNoTopic = new String(event.id(), UTF_8);
        }
        chain(event.partition()).take(event, content, at, written);
    }

    /** What is of no partition has no place among records of a topic, unless it has seals of its own. */
    private void tellOfStrangers(Report.Chain chain) {
        if (firstOfNoTopic != null && chains.size() > 1 && chain.lastSeal() == 0) {
            String words = "it is of no partition, unlike others here, and no seal is about it"
                    + (chain.records() > 1 ? "; so are " + (chain.records() - 1) + " more" : "");
            tell(new Fault(Fault.Kind.INSERTED, firstOfNoTopic, firstEventOfNoTopic, words));
        }
    }

    /** There is something that is no record. Of which partition it was is known only where all are of one. */
    public void unreadable(String why, Spot at) {
        records++;
        if (at.partition() >= 0 || chains.size() <= 1) {
            int partition = at.partition() >= 0 || chains.isEmpty() ? at.partition() : chains.firstKey();
            chain(partition).unreadable(why, at);
        } else {
            tell(new Fault(Fault.Kind.UNREADABLE, at, null, why));
        }
    }

    private void compareEnd(SealState said) {
        ChainVerifier chain = chains.get(NO_TOPIC);
        SealSequence there = chain == null ? null : chain.sequence();
        if (there == null || there.last() < said.number()) {
            String words = "the last seal was " + said.number() + ", here "
                    + (there == null || there.last() == 0 ? "there is none" : "it is " + there.last())
                    + ": the end is missing";
            tell(new Fault(Fault.Kind.SEAL_REMOVED, lastAt, null, words));
        } else if (there.last() == said.number() && !said.hash().equals(there.lastHash())) {
            tell(new Fault(
                    Fault.Kind.SEAL_CHANGED, lastAt, null, "seal " + said.number() + " had the hash " + said.hash()));
        }
    }

    private ChainVerifier chain(int partition) {
        ChainVerifier chain = chains.get(partition);
        if (chain == null) {
            chain = new ChainVerifier(partition, check, this::tell);
            chains.put(partition, chain);
        }
        return chain;
    }

    private void tell(Fault fault) {
        faults++;
        listener.accept(fault);
    }

    /** Everything was read. To be called once. */
    public Report end() {
        List<Report.Chain> all = new ArrayList<>();
        List<Report.KeyUse> keys = new ArrayList<>();
        long seals = 0;
        for (ChainVerifier chain : chains.values()) {
            Report.Chain ended = chain.end();
            if (ended.partition() == NO_TOPIC) {
                tellOfStrangers(ended);
            }
            all.add(ended);
            keys.addAll(chain.sequence().keys());
            seals += chain.sequence().seen();
        }
        if (last != null) {
            compareEnd(last);
        }
        expected.forEach(hash -> tell(new Fault(
                Fault.Kind.NOT_FOUND,
                new Spot(NO_TOPIC, -1, "expected", 0),
                null,
                "no seal here has the hash " + hash)));
        return new Report(records - seals, seals, faults, List.copyOf(all), List.copyOf(keys));
    }
}
