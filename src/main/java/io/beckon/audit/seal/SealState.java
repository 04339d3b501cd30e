package io.beckon.audit.seal;

import io.beckon.records.Seal;
import io.beckon.records.SealCodec;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sealer has to know to go on after a seal: its number, its hash and the offset of the last record that it is about (-1: none is left), as text of
 * less than 128 characters, to be kept as it is.
 */
public record SealState(String text) {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,18} [0-9a-f]{64} (-1|[0-9]{1,19})");

    /** @throws IllegalArgumentException when the text is none of a state */
    public SealState {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not the state of a chain of seals: " + text);
        }
    }

    /** @param hash of the seal, as hexadecimal digits */
    static SealState of(long number, String hash, long lastOffset) {
        return new SealState(number + " " + hash + " " + lastOffset);
    }

    /**
     * After a seal, whoever made it.
     *
     * @return empty when the event is no seal
     */
    public static Optional<SealState> ofSeal(StoredEvent event) {
        return seal(event).map(seal -> after(seal, event));
    }

    /**
     * After a seal of this chain, whoever made it.
     *
     * @return empty when the event is no such seal
     */
    public static Optional<SealState> ofSeal(StoredEvent event, String chain) {
        return seal(event).filter(seal -> seal.chain().equals(chain)).map(seal -> after(seal, event));
    }

    private static Optional<Seal> seal(StoredEvent event) {
        if (!SealCheck.isSeal(event)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SealCodec.decode(event.data()));
        } catch (UnreadableRecord e) {
            return Optional.empty();
        }
    }

    private static SealState after(Seal seal, StoredEvent event) {
        return of(seal.number(), HexFormat.of().formatHex(new RecordHash().of(event)), seal.last());
    }

    /** Of the newest seal. */
    public long number() {
        return Long.parseLong(part(0));
    }

    /** Of the newest seal's record, SHA-256 as hexadecimal digits. */
    public String hash() {
        return part(1);
    }

    /** Of the last record that is sealed. */
    public long lastOffset() {
        return Long.parseLong(part(2));
    }

    /** Of a chain that has lost its newest seals: the next one follows them all the same, so that they are missed, and seals from that offset on. */
    public SealState upTo(long offset) {
        return of(number(), hash(), offset - 1);
    }

    private String part(int index) {
        return text.split(" ", -1)[index];
    }
}
