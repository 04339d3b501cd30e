package io.beckon.announcement;

import io.beckon.identity.UserKey;
import io.beckon.room.Incarnation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which session has each user's one place, as the control log says: the same on every node that has read as far, for it depends on
 * nothing but what was applied, in which order. Safe for use by several threads.
 *
 * <pre>
 *   free ──LogIn──▶ held by a session ──LogOut of that incarnation, InstanceGone of its instance──▶ free
 *                      │        ▲
 *                      └─LogIn──┘ of the same session, no older; or of another that displaces
 * </pre>
 */
public final class LogIns {

    private final Map<UserKey, Holder> holders = new HashMap<>();

    /** Who has a place. */
    public record Holder(String session, Incarnation incarnation) {}

    /** @param displaced who had the place until now, if that was another one */
    public record Verdict(boolean granted, @Nullable Holder displaced) {

        private static final Verdict REFUSED = new Verdict(false, null);
    }

    public synchronized Verdict apply(LogIn logIn) {
        Holder next = new Holder(logIn.session(), logIn.incarnation());
        Holder holder = holders.get(logIn.user());
        if (holder != null && !givesWay(holder, logIn)) {
            return Verdict.REFUSED;
        }
        holders.put(logIn.user(), next);
        return new Verdict(true, next.equals(holder) ? null : holder);
    }

    private static boolean givesWay(Holder holder, LogIn to) {
        return holder.session.equals(to.session())
                ? holder.incarnation.compareTo(to.incarnation()) <= 0
                : to.displaces();
    }

    public synchronized void apply(LogOut logOut) {
        holders.remove(logOut.user(), new Holder(logOut.session(), logOut.incarnation()));
    }

    public synchronized void apply(InstanceGone gone) {
        holders.values().removeIf(holder -> holder.incarnation.instance().equals(gone.instance()));
    }

    /** The highest incarnation in which a session has a place; 0 if it has none. */
    public synchronized int incarnation(UserKey user, String session) {
        Holder holder = holders.get(user);
        return holder == null || !holder.session.equals(session) ? 0 : holder.incarnation.number();
    }

    /** Those who have a place by an instance. */
    public synchronized Map<UserKey, Holder> holdersBy(String instance) {
        Map<UserKey, Holder> held = new HashMap<>(holders);
        held.values().removeIf(holder -> !holder.incarnation.instance().equals(instance));
        return held;
    }

    /** The instances whose sessions have places. */
    public synchronized Set<String> instances() {
        return holders.values().stream()
                .map(holder -> holder.incarnation.instance())
                .collect(Collectors.toSet());
    }

    public synchronized int size() {
        return holders.size();
    }
}
