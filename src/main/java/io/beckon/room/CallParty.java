package io.beckon.room;

/** A session that has called or accepted a call. The edge vouches for it. */
public record CallParty(String session, Incarnation incarnation, Applicant applicant) {

    CallPerson person() {
        return new CallPerson(applicant.user(), applicant.userName());
    }
}
