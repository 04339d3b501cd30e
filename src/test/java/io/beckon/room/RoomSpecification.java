package io.beckon.room;

/** Examples of what a room does: {@code given(proposals).when(proposal).then(what who is told)}. */
abstract class RoomSpecification {

    static final RoomRules FORMER_RULES = version(1);

    final Person anna = Person.named("anna");
    final Person ben = Person.named("ben");
    final Person carl = Person.named("carl");
    final Person dora = Person.named("dora");

    static Scene given(Proposal... proposals) {
        return new Scene().given(proposals);
    }

    static RoomRules version(int version) {
        return new RoomRules(version, 50, 1000, 1000, 100_000, 8, 1000);
    }

    static RoomRules places(int places) {
        return new RoomRules(RoomRules.VERSION, places, places, places, places, 8, 1000);
    }

    static RoomRules hosts(int maxHosts) {
        return new RoomRules(RoomRules.VERSION, 50, 50, 50, 50, maxHosts, 1000);
    }

    static RoomRules rosterLimit(int rosterLimit) {
        return new RoomRules(RoomRules.VERSION, 50, 50, 50, 50, 8, rosterLimit);
    }

    /** {@code seq} of the first frame of a record. */
    static long seq(long position) {
        return Seq.of(position, 0);
    }
}
