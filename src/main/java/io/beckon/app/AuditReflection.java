package io.beckon.app;

import io.beckon.audit.Actor;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Label;
import io.beckon.audit.LogPlace;
import io.beckon.audit.MediaSummary;
import io.beckon.audit.TraceId;
import io.beckon.records.AuditCodec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson looks into when it writes audit events: a native executable has to be told. */
@RegisterForReflection(
        targets = {
            AuditCodec.Data.class,
            Actor.class,
            LogPlace.class,
            MediaSummary.class,
            // Written as text; Jackson looks into records before it asks for the serializer of one.
            Id.class,
            Label.class,
            TraceId.class,
            // Facts are looked into up to the top.
            Fact.class,
            Fact.OfLog.class,
            Fact.OfNode.class,
            Fact.Refusal.class,
            Fact.SessionOpened.class,
            Fact.SessionResumed.class,
            Fact.SessionRefreshed.class,
            Fact.SessionEnded.class,
            Fact.AuthenticationDenied.class,
            Fact.AuthorizationDenied.class,
            Fact.OriginDenied.class,
            Fact.LimitHit.class,
            Fact.FrameRefused.class,
            Fact.RoomOpened.class,
            Fact.RoomClosed.class,
            Fact.RoomLocked.class,
            Fact.RoomUnlocked.class,
            Fact.ParticipantJoined.class,
            Fact.ParticipantResumed.class,
            Fact.ParticipantLeft.class,
            Fact.RoleChanged.class,
            Fact.ParticipantRemoved.class,
            Fact.RoomDissolved.class,
            Fact.MuteRequested.class,
            Fact.Knocked.class,
            Fact.KnockAnswered.class,
            Fact.OrderCarriedOut.class,
            Fact.OfferRelayed.class,
            Fact.AnswerRelayed.class,
            Fact.CandidateRelayed.class,
            Fact.MessageRelayed.class,
            Fact.SignalRefused.class,
            Fact.NegotiationSettled.class,
            Fact.TransportReported.class,
            Fact.CallStarted.class,
            Fact.CallRinging.class,
            Fact.CallSettled.class,
            Fact.CallEnded.class,
            Fact.GuestInvited.class,
            Fact.GuestsDismissed.class,
            Fact.GuestAdmitted.class,
            Fact.Administered.class,
        })
final class AuditReflection {

    private AuditReflection() {}
}
