package io.beckon.transport.whip;

import io.beckon.room.Pattern;
import io.beckon.room.Role;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which way media go: what a broadcaster and what a player may offer, and get. */
enum Side {
    /** Somebody publishes (RFC 9725). */
    WHIP,
    /** Somebody plays. */
    WHEP;

    String path() {
        return this == WHIP ? "/v1/whip" : "/v1/whep";
    }

    /** The role in which it enters a room; {@code null} where such a room is not for it. */
    @Nullable Role role(Pattern pattern) {
        return switch (pattern) {
            case BROADCAST -> this == WHIP ? Role.HOST : Role.VIEWER;
            case SFU -> Role.PARTICIPANT;
            case MESH, MCU, LOBBY -> null;
        };
    }

    /** Why its offer cannot be had, in words for people; {@code null} if it can. */
    @Nullable String fault(SdpText offer) {
        Set<String> media = new HashSet<>();
        Set<String> streams = new HashSet<>();
        if (offer.sections() == 0) {
            return "the offer has no m-section (RFC 8866 section 5.14)";
        }
        if (offer.usernameFragment() == null || offer.password() == null) {
            return "the offer has no ice-ufrag and ice-pwd (RFC 8839 section 5.4)";
        }
        for (int i = 0; i < offer.sections(); i++) {
            if (offer.isRejected(i)) {
                return section(i) + " has port 0: every m-section takes part (RFC 9725 section 4.4.3)";
            }
            if (offer.isMedia(i)) {
                if (!mayOffer(offer.direction(i))) {
                    return section(i) + " is " + offer.direction(i) + ": "
                            + (this == WHIP
                                    ? "one who publishes offers sendonly or sendrecv (RFC 9725 section 4.2)"
                                    : "one who plays offers recvonly or sendrecv");
                }
                if (this == WHIP && !media.add(offer.medium(i))) {
                    return section(i) + " is one more " + offer.medium(i)
                            + ": at most one track of a kind is taken (RFC 9725 section 4.4.2)";
                }
                streams.addAll(offer.streams(i));
            }
        }
        return this == WHIP && streams.size() > 1
                ? "the m-sections are of several streams (msid): one is taken (RFC 9725 section 4.4.2)"
                : null;
    }

    private boolean mayOffer(String direction) {
        return direction.equals("sendrecv") || direction.equals(this == WHIP ? "sendonly" : "recvonly");
    }

    /** An offer as it is relayed: of what goes both ways only this one is used, so that no answer promises the other (RFC 9725 section 4.2). */
    SdpText relayed(SdpText offer) {
        return offer.oneWay(this == WHIP ? "sendonly" : "recvonly");
    }

    /** Why an answer is of no use to it, in words for people; {@code null} if it is. */
    @Nullable String faultOfAnswer(SdpText offer, SdpText answer) {
        boolean sends = false;
        for (int i = 0; i < answer.sections(); i++) {
            String fault = answer.isRejected(i) ? faultOfRejected(offer, i) : faultOfSection(offer, answer, i);
            if (fault != null) {
                return fault;
            }
            sends |= !answer.isRejected(i)
                    && answer.isMedia(i)
                    && answer.direction(i).equals("sendonly");
        }
        return this == WHEP && !sends ? "who answers sends nothing" : null;
    }

    /** Why an offer in place of an answer is of no use to a player, in words for people; {@code null} if it is. */
    @Nullable String faultOfCounterOffer(SdpText offer) {
        for (int i = 0; i < offer.sections(); i++) {
            String direction = offer.direction(i);
            if (offer.isMedia(i)
                    && !offer.isRejected(i)
                    && (direction.equals("sendonly") || direction.equals("sendrecv"))) {
                return null;
            }
        }
        return "who offers sends nothing";
    }

    /** Why a player's answer to such an offer cannot be had, in words for people; {@code null} if it can. */
    @Nullable String faultOfPlayersAnswer(SdpText answer) {
        for (int i = 0; i < answer.sections(); i++) {
            String direction = answer.direction(i);
            if (answer.isMedia(i)
                    && !answer.isRejected(i)
                    && !(direction.equals("recvonly") || direction.equals("inactive"))) {
                return section(i) + " is " + direction + ": one who plays answers recvonly";
            }
        }
        return null;
    }

    /** Not of data: whoever takes all of the media serves a publisher (RFC 9725 section 4.4.3 is about them). */
    private @Nullable String faultOfRejected(SdpText offer, int index) {
        return this == WHEP || !offer.isMedia(index)
                ? null
                : section(index)
                        + " is not taken by who answers: it is offered in no codec that is known there, perhaps";
    }

    private @Nullable String faultOfSection(SdpText offer, SdpText answer, int index) {
        String direction = answer.direction(index);
        String setup = answer.setup(index);
        if (answer.isMedia(index) && !mayAnswer(direction)) {
            return "who answers is " + direction + " in " + section(index) + ": "
                    + (this == WHIP ? "one who receives answers recvonly" : "one who is watched answers sendonly");
        }
        return setup != null && setup.equals(offer.setup(index))
                ? "who answers is " + setup + " in " + section(index) + ", as the offer is: nobody would begin, or both"
                : null;
    }

    /** A player may offer more than there is to be seen. */
    private boolean mayAnswer(String direction) {
        return this == WHIP
                ? direction.equals("recvonly")
                : direction.equals("sendonly") || direction.equals("inactive");
    }

    private static String section(int index) {
        return "m-section " + (index + 1);
    }
}
