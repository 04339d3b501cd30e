package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may address whom, and who gets what is addressed to nobody: the table of patterns. */
record Routing(Pattern pattern, Members members) {

    private static final Reply.Refused NO_SUCH_PEER =
            Reply.Refused.of(Refusal.NO_SUCH_PEER, "there is no such participant in the room", "to");
    private static final Reply.Refused NOT_TO_THEM =
            Reply.Refused.of(Refusal.NOT_ALLOWED, "in this room only the media server may be addressed", "to");
    private static final Reply.Refused NAME_THEM =
            Reply.Refused.of(Refusal.BAD_MESSAGE, "a media server must say to whom", "to");
    private static final Reply.Refused TAKES_NONE =
            Reply.Refused.of(Refusal.NOT_ALLOWED, "this participant makes offers and takes none (WHIP, WHEP)", "to");
    private static final Reply.Refused SAY_WHOM =
            Reply.Refused.of(Refusal.BAD_MESSAGE, "in a lobby nobody is there for all: say to whom", "to");
    private static final Reply.Refused NOBODY_THERE = new Reply.Refused(
            Refusal.NO_SUCH_PEER, "nobody is there to offer to yet: offer on peer-joined", null, true);

    /** The route of an offer: some take none. */
    Route offer(Member sender, @Nullable String to) {
        Route route = negotiation(sender, to);
        if (!(route instanceof Route.To all)) {
            return route;
        }
        List<Member> takers =
                all.receivers().stream().filter(member -> !member.onlyOffers()).toList();
        return takers.isEmpty() ? new Route.Nowhere(to == null ? NOBODY_THERE : TAKES_NONE) : new Route.To(takers);
    }

    /** The route of what belongs to a negotiation, as if it were to begin now. */
    Route negotiation(Member sender, @Nullable String to) {
        return to == null ? unaddressedOffer(sender) : addressed(sender, to, false);
    }

    Route addressed(Member sender, String to, boolean message) {
        Member target = members.byPeer(to);
        if (target == null || target == sender) {
            return new Route.Nowhere(NO_SUCH_PEER);
        }
        return switch (pattern) {
            case MESH, LOBBY -> new Route.To(List.of(target));
            case SFU, MCU ->
                message || sender.isMediaServer() || target.isMediaServer()
                        ? new Route.To(List.of(target))
                        : new Route.Nowhere(NOT_TO_THEM);
            case BROADCAST ->
                Members.isOnStage(sender) || Members.isOnStage(target)
                        ? new Route.To(List.of(target))
                        : new Route.Nowhere(NO_SUCH_PEER);
        };
    }

    /** Whether what belongs to its negotiations has to say to whom. */
    boolean hasToName(Member sender) {
        return pattern == Pattern.LOBBY || pattern != Pattern.MESH && sender.isMediaServer();
    }

    private Route unaddressedOffer(Member sender) {
        if (pattern == Pattern.LOBBY) {
            return new Route.Nowhere(SAY_WHOM);
        }
        if (hasToName(sender)) {
            return new Route.Nowhere(NAME_THEM);
        }
        List<Member> receivers = switch (pattern) {
            case MESH -> members.others(sender);
            case SFU, MCU -> toMediaServer();
            case BROADCAST -> inBroadcast(sender);
            case LOBBY -> List.of();
        };
        return receivers.isEmpty() ? new Route.Nowhere(NOBODY_THERE) : new Route.To(receivers);
    }

    private List<Member> toMediaServer() {
        Member server = members.mediaServer();
        return server == null ? List.of() : List.of(server);
    }

    private List<Member> inBroadcast(Member sender) {
        List<Member> server = toMediaServer();
        if (!server.isEmpty()) {
            return server;
        }
        if (sender.role() == Role.HOST) {
            return members.all().stream()
                    .filter(member -> member.role() == Role.VIEWER && member.answers())
                    .toList();
        }
        return members.inRole(Role.HOST);
    }

    /** Those who get a message that names nobody; never refused, for one may talk to an empty room. */
    Audience unaddressedMessage(Member sender) {
        if (pattern == Pattern.LOBBY) {
            return new Audience.Only(List.of());
        }
        return hearsOnlyHosts(sender)
                ? new Audience.Only(Visibility.sessions(members.inRole(Role.HOST)))
                : new Audience.Everyone(sender.session());
    }

    /** How many receive a frame that names nobody. */
    int unaddressedReceivers(Member sender, boolean message) {
        if (pattern == Pattern.LOBBY) {
            return 0;
        }
        if (message) {
            return hearsOnlyHosts(sender) ? members.inRole(Role.HOST).size() : members.size() - 1;
        }
        return pattern == Pattern.MESH
                ? members.size() - 1
                : unaddressedOffer(sender) instanceof Route.To to
                        ? to.receivers().size()
                        : 0;
    }

    private boolean hearsOnlyHosts(Member sender) {
        return pattern == Pattern.BROADCAST && !Members.isOnStage(sender);
    }
}
