package io.beckon.sdp;

/**
 * Where a reader leaves what it finds. Relaying ends at the first refusal and has no use for the rest; checking keeps all and reads
 * on.
 */
interface Findings {

    /** For relaying. */
    Findings FIRST_REFUSAL = new Findings() {
        @Override
        public void note(Rule rule, int line, String message) {
            // Nobody asks.
        }

        @Override
        public void refused(MalformedDescription refusal) throws MalformedDescription {
            throw refusal;
        }
    };

    /** Something that does not keep the text from being relayed. {@code line}: counted from 1. */
    void note(Rule rule, int line, String message);

    /** The same, in the words of the rule. */
    default void note(Rule rule, int line) {
        note(rule, line, rule.sentence());
    }

    /** @throws MalformedDescription the same, where nothing more is to be read */
    void refused(MalformedDescription refusal) throws MalformedDescription;
}
