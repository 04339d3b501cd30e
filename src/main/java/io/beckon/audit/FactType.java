package io.beckon.audit;

/** The types of events (CloudEvents {@code type}), by which consumers know what is in them. A changed meaning is another version. */
public final class FactType {

    /** Of a seal over the events before it. */
    public static final String SEALED = typed("sealed");

    private FactType() {}

    public static String of(Fact fact) {
        return switch (fact) {
            case Fact.OfLog follows -> ofLog(follows);
            case Fact.OfNode known -> ofNode(known);
        };
    }

    private static String ofNode(Fact.OfNode fact) {
        return switch (fact) {
            case Fact.SessionOpened it -> typed("session.opened");
            case Fact.SessionResumed it -> typed("session.resumed");
            case Fact.SessionRefreshed it -> typed("session.refreshed");
            case Fact.SessionEnded it -> typed("session.ended");
            case Fact.AuthenticationDenied it -> typed("authentication.denied");
            case Fact.AuthorizationDenied it -> typed("authorization.denied");
            case Fact.OriginDenied it -> typed("origin.denied");
            case Fact.LimitHit it -> typed("limit.hit");
            case Fact.FrameRefused it -> typed("frame.refused");
            case Fact.Administered it -> typed("administration.done");
        };
    }

    private static String ofLog(Fact.OfLog fact) {
        return switch (fact) {
            case Fact.RoomOpened it -> typed("room.opened");
            case Fact.RoomClosed it -> typed("room.closed");
            case Fact.RoomLocked it -> typed("room.locked");
            case Fact.RoomUnlocked it -> typed("room.unlocked");
            case Fact.RoomDissolved it -> typed("room.dissolved");
            case Fact.ParticipantJoined it -> typed("participant.joined");
            case Fact.ParticipantResumed it -> typed("participant.resumed");
            case Fact.ParticipantLeft it -> typed("participant.left");
            case Fact.ParticipantRemoved it -> typed("participant.removed");
            case Fact.RoleChanged it -> typed("role.changed");
            case Fact.OrderCarriedOut it -> typed("order.carried-out");
            case Fact.OfferRelayed it -> typed("offer.relayed");
            case Fact.AnswerRelayed it -> typed("answer.relayed");
            case Fact.CandidateRelayed it -> typed("candidate.relayed");
            case Fact.MessageRelayed it -> typed("message.relayed");
            case Fact.SignalRefused it -> typed("signal.refused");
            case Fact.NegotiationSettled it -> typed("negotiation.settled");
            case Fact.TransportReported it -> typed("transport.reported");
            case Fact.CallStarted it -> typed("call.started");
            case Fact.CallRinging it -> typed("call.ringing");
            case Fact.CallSettled it -> typed("call.settled");
            case Fact.CallEnded it -> typed("call.ended");
        };
    }

    private static String typed(String name) {
        return "io.beckon.audit." + name + ".v1";
    }
}
