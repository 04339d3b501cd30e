package io.beckon.sdp;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which candidates may pass. {@code deny} refuses the addresses in it, except those that are also in {@code allow}.
 * Without any {@code deny}, {@code allow} is all there is: other addresses are refused. Without both, every address
 * passes. IPv4-mapped IPv6 addresses count as IPv4, zones do not count. Names, mDNS ones included, are never resolved and therefore
 * pass; {@code relayOnly} alone stops them. What is neither an address nor a name could be anything to some endpoint, and is refused.
 *
 * @param relayOnly whether candidates of any type but {@code relay} are refused, whatever their address
 */
public record CandidatePolicy(List<Cidr> deny, List<Cidr> allow, boolean relayOnly) {

    /** Lets everything pass. */
    public static final CandidatePolicy OPEN = new CandidatePolicy(List.of(), List.of(), false);

    public CandidatePolicy {
        deny = List.copyOf(deny);
        allow = List.copyOf(allow);
    }

    /** Why the candidate is refused, in words that name no address; {@code null} if it may pass. */
    public @Nullable String refusal(IceCandidate candidate) {
        if (relayOnly && !candidate.type().equals(IceCandidate.RELAY)) {
            return "only relay candidates are allowed, not " + candidate.type();
        }
        if (deny.isEmpty() && allow.isEmpty()) {
            return null;
        }
        return permits(candidate.address())
                ? null
                : "candidates of type " + candidate.type() + " with this address are not allowed";
    }

    /** The first candidate in the description that is refused; {@code null} if all may pass. */
    public @Nullable RefusedCandidate refusal(SessionDescription description) {
        return refusals(description).findFirst().orElse(null);
    }

    /** All of them, in order of appearance. */
    public Stream<RefusedCandidate> refusals(SessionDescription description) {
        return description.candidates().stream()
                .map(described -> refusal(described.line(), described.candidate()))
                .filter(Objects::nonNull);
    }

    private @Nullable RefusedCandidate refusal(int line, @Nullable IceCandidate candidate) {
        String reason = reason(candidate);
        return reason == null ? null : new RefusedCandidate(line, reason);
    }

    /** The same as {@link #refusal(IceCandidate)}, also for one that cannot be read: {@code null}. */
    @Nullable String reason(@Nullable IceCandidate candidate) {
        if (candidate == null) {
            return isOpen() ? null : "candidates that cannot be read are not allowed";
        }
        return refusal(candidate);
    }

    private boolean isOpen() {
        return !relayOnly && deny.isEmpty() && allow.isEmpty();
    }

    private boolean permits(String text) {
        int zone = text.indexOf('%');
        IpAddress address = IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
        return address == null ? HostName.isValid(text) : permits(address);
    }

    private boolean permits(IpAddress address) {
        boolean denied = deny.isEmpty() || isIn(deny, address);
        return !denied || isIn(allow, address);
    }

    private static boolean isIn(List<Cidr> blocks, IpAddress address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
