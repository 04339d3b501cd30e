package io.beckon.room;

/** What identifies a part within its room, for as long as there is such a part. */
public sealed interface PartName {

    /** There is one. */
    record OfHead() implements PartName {}

    record OfMember(String peer) implements PartName {}

    /** @param first the peer whose id sorts first */
    record OfNegotiation(String first, String second, String pc) implements PartName {

        static OfNegotiation of(Negotiation negotiation) {
            return new OfNegotiation(negotiation.first(), negotiation.second(), negotiation.pc());
        }
    }

    record OfDeparted(String session) implements PartName {}
}
