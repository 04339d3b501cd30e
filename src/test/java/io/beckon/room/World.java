package io.beckon.room;

import io.beckon.room.Move.Kind;
import io.beckon.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Six sessions of five users on three nodes, in two rooms whose records share a partition. It turns moves into proposals
 * which make some sense in the state that they find, appends them and lets {@link Promises} watch what comes of it.
 */
public final class World {

    static final int PEOPLE = 6;

    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
    private static final RoomRules TIGHT = new RoomRules(RoomRules.VERSION, 5, 5, 5, 5, 2, 3);

    /** A record of the log. */
    public record Entry(int room, Proposal proposal) {}

    /** A frame of a client, which it may send again. */
    private record Sent(int room, int who, String id, Function<Origin, Proposal.Framed> frame) {}

    private final Pattern pattern;
    private final Tally tally;
    private final List<Entry> log = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Promises> rooms = new ArrayList<>();
    private int ids;
    private int orders;

    World(Pattern pattern, Tally tally) {
        this.pattern = pattern;
        this.tally = tally;
        for (int i = 0; i < 2; i++) {
            rooms.add(new Promises(new Room(key(i)), tally));
        }
    }

    public static RoomKey key(int room) {
        return new RoomKey("default", "room-" + room);
    }

    public static World after(Pattern pattern, List<Move> moves, Tally tally) {
        World world = new World(pattern, tally);
        moves.forEach(world::make);
        return world;
    }

    public List<Entry> log() {
        return log;
    }

    public List<Outcome> outcomes() {
        return outcomes;
    }

    Room room(int number) {
        return rooms.get(number).room();
    }

    /** All timers that were ever armed in a room. */
    List<Proposal.Timed> armed(int room) {
        return rooms.get(room).armed();
    }

    public List<RoomSnapshot> snapshots() {
        return rooms.stream().map(promises -> promises.room().snapshot()).toList();
    }

    /** The position of a record: there is one before all others. */
    public static long position(int index) {
        return index + 1L;
    }

    private void append(int room, Proposal proposal) {
        log.add(new Entry(room, proposal));
        outcomes.add(rooms.get(room).apply(proposal, position(log.size() - 1)));
        tally.count("proposals", proposal.getClass().getSimpleName());
    }

    // moves

    public void make(Move move) {
        int number = move.oneIn(5, 1) ? 1 : 0;
        Room room = room(number);
        if (room.size() < 3 && move.kind() != Kind.OPEN_CALL && !move.oneIn(4, 16)) {
            join(move, number, room);
            return;
        }
        switch (move.kind()) {
            case JOIN, JOIN_ANEW -> join(move, number, room);
            case OPEN_CALL -> openCall(move, number, room);
            case KNOCK -> knock(move, number, room);
            case ORDER -> order(move, number, room);
            case RESUME, RESUME_TWICE -> resume(move, number, room);
            case ENTITLE -> {
                int who = sender(move, room);
                append(number, new Proposal.Entitle(session(who), current(room, who), todaysRights(move, who)));
            }
            case DISCONNECT -> {
                int who = sender(move, room);
                append(number, new Proposal.Disconnected(session(who), current(room, who), LeaveReason.TIMEOUT));
            }
            case LOSE_INSTANCE -> append(number, new Proposal.InstanceLost(NODES.get(move.pick(NODES.size(), 2))));
            case FIRE_TIMER -> fire(move, number);
            case RESEND -> resend(move);
            case ZOMBIE -> rise(move);
            default -> send(number, sender(move, room), move, frame(move, room));
        }
    }

    /** Whether all media goes through one media server. */
    static boolean isCentral(Pattern pattern) {
        return pattern == Pattern.SFU || pattern == Pattern.MCU;
    }

    private void join(Move move, int number, Room room) {
        int who = outsider(move, room);
        boolean first = room.isEmpty();
        Pattern wanted = first || move.oneIn(4, 3) ? pattern : null;
        if (move.oneIn(20, 4)) {
            wanted = Pattern.values()[move.pick(4, 5)];
        }
        Role role = move.oneIn(3, 6) ? Role.values()[move.pick(Role.values().length, 7)] : null;
        if (first && !move.oneIn(8, 8)) {
            who = move.pick(3, 9);
            role = move.oneIn(2, 10) ? Role.MODERATOR : Role.HOST;
        }
        if (isCentral(room.pattern()) && room.state().members.mediaServer() == null && move.oneIn(2, 18)) {
            who = move.pick(3, 9);
            role = Role.MEDIA_SERVER;
        }
        String replaces = move.oneIn(5, 11) ? session(move.whom()) : null;
        if (move.oneIn(8, 12)) {
            who = 4 + move.pick(2, 13);
            replaces = session(9 - who);
        }
        Applicant applicant = new Applicant(
                "peer-" + Integer.toString(who * 7919 + log.size() * 31, 36) + "-" + log.size(),
                user(who),
                user(who),
                rights(who),
                null,
                role,
                Json.EMPTY_OBJECT,
                move.oneIn(2, 14));
        Pattern asked = wanted;
        String old = replaces;
        if (move.kind() == Kind.JOIN_ANEW) {
            Incarnation next = new Incarnation(current(room, who).number() + 1, NODES.get(move.pick(3, 15)));
            append(
                    number,
                    new Proposal.Join(new Origin(session(who), next, nextId(), 1), applicant, asked, old, TIGHT));
            return;
        }
        send(number, who, move, origin -> new Proposal.Join(origin, applicant, asked, old, TIGHT));
    }

    /** Mostly where nobody is, or once more of the one that is on. */
    private void openCall(Move move, int number, Room room) {
        if (number == 0 || room.size() > 2 || room.state().call == null && !room.isEmpty()) {
            return;
        }
        List<CallParty> parties = new ArrayList<>();
        for (int i = 0; i < 2 + move.pick(2, 3); i++) {
            int who = (move.who() + i) % PEOPLE;
            Incarnation incarnation = move.oneIn(4, 5 + i)
                    ? new Incarnation(current(room, who).number() + 1, NODES.get(move.pick(3, 9)))
                    : current(room, who);
            Applicant applicant = new Applicant(
                    "peer-" + who + "-" + log.size(),
                    user(who),
                    user(who),
                    EnumSet.of(Right.JOIN, Right.PUBLISH),
                    null,
                    null,
                    Json.EMPTY_OBJECT,
                    false);
            parties.add(new CallParty(session(who), incarnation, applicant));
        }
        append(number, new Proposal.OpenCall("call", parties, TIGHT));
    }

    private void knock(Move move, int number, Room room) {
        int who = outsider(move, room);
        Incarnation now = current(room, who);
        Incarnation by = move.oneIn(4, 3) ? new Incarnation(now.number() + 1, NODES.get(move.pick(3, 9))) : now;
        append(
                number,
                new Proposal.Knock(new Origin(session(who), by, nextId(), 1), user(who), user(who), null, rights(who)));
    }

    /** Mostly a new one, at times one that was given before. */
    private void order(Move move, int number, Room room) {
        Proposal.Action action = switch (move.pick(12, 2)) {
            case 0, 1, 2 -> new Proposal.Action.Remove(addressee(move, room), move.oneIn(2, 3) ? 0 : 60);
            case 3, 4 -> new Proposal.Action.SetLock(true);
            case 5, 6 -> new Proposal.Action.SetLock(false);
            case 7 -> new Proposal.Action.Dissolve();
            default -> new Proposal.Action.Tell(Json.of("\"order " + log.size() + "\""));
        };
        int given = move.oneIn(4, 5) ? Math.max(0, orders - 1) : orders++;
        append(number, new Proposal.Order("order-" + given, "https://issuer", "root", "reason", action));
    }

    private void resume(Move move, int number, Room room) {
        int who = sender(move, room);
        Incarnation now = current(room, who);
        Set<Right> rights = todaysRights(move, who);
        String user = move.oneIn(10, 3) ? "mallory" : user(who);
        int node = move.pick(NODES.size(), 4);
        int times = move.kind() == Kind.RESUME_TWICE ? 2 : 1;
        for (int i = 0; i < times; i++) {
            Incarnation next = new Incarnation(now.number() + 1, NODES.get((node + i) % NODES.size()));
            append(number, new Proposal.Resume(new Origin(session(who), next, null, 1), user, rights));
        }
    }

    private void fire(Move move, int number) {
        List<Proposal.Timed> armed = rooms.get(number).armed();
        List<Proposal.Timed> bars =
                armed.stream().filter(Proposal.BarEnded.class::isInstance).toList();
        if (!bars.isEmpty() && move.oneIn(3, 5)) {
            armed = bars;
        }
        if (!armed.isEmpty()) {
            int back = move.oneIn(3, 2) ? move.pick(armed.size(), 3) : move.pick(Math.min(3, armed.size()), 4);
            append(number, armed.get(armed.size() - 1 - back));
        }
    }

    private void send(int number, int who, Move move, @Nullable Function<Origin, Proposal.Framed> frame) {
        if (frame == null) {
            return;
        }
        String id = move.oneIn(5, 20) ? null : nextId();
        append(number, frame.apply(new Origin(session(who), current(room(number), who), id, 1)));
        if (id != null) {
            sent.add(new Sent(number, who, id, frame));
        }
    }

    /** The client does not know what became of a frame, and sends it again where it is now. */
    private void resend(Move move) {
        if (!sent.isEmpty()) {
            Sent frame = sent.get(sent.size() - 1 - move.pick(Math.min(sent.size(), 12), 2));
            Incarnation now = current(room(frame.room), frame.who);
            append(frame.room, frame.frame.apply(new Origin(session(frame.who), now, frame.id, 2)));
        }
    }

    /** Something comes late, or twice, from a node that does not know better. */
    private void rise(Move move) {
        List<Proposal> late = log.stream()
                .filter(entry -> entry.room == 0)
                .map(Entry::proposal)
                .filter(proposal -> !(proposal instanceof Proposal.Framed framed)
                        || framed instanceof Proposal.Resume
                        || framed.origin().id() != null)
                .toList();
        if (!late.isEmpty()) {
            append(0, late.get(move.pick(late.size(), 2)));
        }
    }

    private @Nullable Function<Origin, Proposal.Framed> frame(Move move, Room room) {
        String to = move.oneIn(3, 2) ? null : addressee(move, room);
        String pc = move.oneIn(6, 3) ? "screen" : "";
        Json body = Json.of("\"" + log.size() + "\"");
        return switch (move.kind()) {
            case OFFER -> origin -> new Proposal.Offer(origin, to, pc, description(move), body);
            case ANSWER, PRANSWER -> {
                boolean provisional = move.kind() == Kind.PRANSWER;
                Long re = move.oneIn(8, 4) ? Long.valueOf(Seq.of(1 + move.pick(log.size() + 1, 5), 0)) : null;
                yield origin -> new Proposal.Answer(origin, to, pc, re, provisional, description(move), body);
            }
            case REJECT -> origin -> new Proposal.Reject(origin, to, pc, null, body);
            case ROLLBACK -> origin -> new Proposal.Rollback(origin, to, pc, body);
            case CANDIDATE -> {
                String fragment = move.oneIn(3, 4) ? "generation-" + move.pick(3, 5) : null;
                yield origin -> new Proposal.Candidate(origin, to, pc, null, fragment, null, body);
            }
            case MESSAGE -> origin -> new Proposal.Message(origin, to, body);
            case UPDATE -> {
                String name = move.oneIn(2, 4) ? "name " + log.size() : null;
                yield origin -> new Proposal.Update(origin, name, body, move.oneIn(2, 5));
            }
            case LEAVE -> {
                LeaveReason reason = move.oneIn(3, 4) ? LeaveReason.SIGNED_OUT : LeaveReason.LEFT;
                yield origin -> new Proposal.Leave(origin, reason);
            }
            case MUTE -> {
                MediaSource source = MediaSource.values()[move.pick(MediaSource.values().length, 5)];
                yield origin -> new Proposal.Mute(origin, to, source);
            }
            case ADMIT, REFUSE -> {
                String user = knocker(move, room);
                yield origin -> new Proposal.AnswerKnock(origin, user, move.kind() == Kind.ADMIT);
            }
            case LOCK -> Proposal.Lock::new;
            case UNLOCK -> Proposal.Unlock::new;
            case HANG_UP -> origin -> new Proposal.HangUp(origin, null);
            case CLOSE -> move.oneIn(3, 4) ? Proposal.Close::new : null;
            case REPORT, KICK, SET_ROLE -> about(move, addressee(move, room), pc);
            case JOIN,
                    JOIN_ANEW,
                    KNOCK,
                    OPEN_CALL,
                    ORDER,
                    RESUME,
                    RESUME_TWICE,
                    ENTITLE,
                    DISCONNECT,
                    LOSE_INSTANCE,
                    FIRE_TIMER,
                    RESEND,
                    ZOMBIE -> throw new IllegalArgumentException();
        };
    }

    private static Function<Origin, Proposal.Framed> about(Move move, String peer, String pc) {
        return switch (move.kind()) {
            case REPORT -> {
                TransportState state = TransportState.values()[move.pick(4, 4)];
                yield origin -> new Proposal.ReportTransport(origin, peer, pc, state);
            }
            case KICK -> origin -> new Proposal.Kick(origin, peer, null, move.oneIn(4, 4) ? 0 : 60);
            default -> {
                Role role = Role.values()[move.pick(Role.values().length, 4)];
                yield origin -> new Proposal.SetRole(origin, peer, role);
            }
        };
    }

    // chance with some sense

    /** Mostly one who is not there. */
    private static int outsider(Move move, Room room) {
        int who = move.who();
        for (int i = 0; i < PEOPLE && room.incarnation(session(who)) != null && !move.oneIn(5, 17); i++) {
            who = (who + 1) % PEOPLE;
        }
        return who;
    }

    /** One who waits, if anybody does. */
    private static String knocker(Move move, Room room) {
        List<Knock> knocks = room.state().knocks;
        return knocks.isEmpty()
                ? user(move.whom())
                : knocks.get(move.pick(knocks.size(), 6)).user();
    }

    /** Mostly one who may do it. */
    private static int sender(Move move, Room room) {
        if (move.oneIn(6, 30)) {
            return move.who();
        }
        List<Member> able = room.state().members.all().stream()
                .filter(member -> switch (move.kind()) {
                    case KICK, SET_ROLE, MUTE, ADMIT, REFUSE, LOCK, UNLOCK, CLOSE -> member.role() == Role.MODERATOR;
                    case ANSWER, PRANSWER, REJECT ->
                        room.state().negotiations.of(member.peer()).stream().anyMatch(n -> n.isOpenTo(member.peer()));
                    case ROLLBACK ->
                        room.state().negotiations.of(member.peer()).stream().anyMatch(n -> n.isOpenFrom(member.peer()));
                    default -> true;
                })
                .toList();
        return able.isEmpty()
                ? move.who()
                : number(able.get(move.pick(able.size(), 31)).session());
    }

    /** Mostly somebody whom the sender negotiates with, else anybody, at times nobody who exists. */
    private static String addressee(Move move, Room room) {
        Member sender = room.state().members.bySession(session(sender(move, room)));
        if (sender != null && !move.oneIn(3, 32)) {
            List<Negotiation> negotiations = room.state().negotiations.of(sender.peer());
            if (!negotiations.isEmpty()) {
                return negotiations.get(move.pick(negotiations.size(), 33)).other(sender.peer());
            }
        }
        List<Member> members = List.copyOf(room.state().members.all());
        return members.isEmpty() || move.oneIn(15, 34)
                ? "nobody"
                : members.get(move.pick(members.size(), 35)).peer();
    }

    private static SessionDescription description(Move move) {
        int sections = move.oneIn(8, 40) ? 2 : 1;
        long version = move.oneIn(8, 41) ? 1 : 2;
        return new SessionDescription(1, version, sections, List.of("generation-" + move.pick(3, 42)));
    }

    private String nextId() {
        return "id-" + ids++;
    }

    private static Incarnation current(Room room, int who) {
        return Objects.requireNonNullElse(
                room.incarnation(session(who)), Incarnation.first(NODES.get(who % NODES.size())));
    }

    private static String session(int who) {
        return "session-" + who;
    }

    private static int number(String session) {
        return Integer.parseInt(session.substring("session-".length()));
    }

    /** The last two sessions are those of one user. */
    private static String user(int who) {
        return "user-" + Math.min(who, 4);
    }

    private static Set<Right> rights(int who) {
        return who < 3
                ? EnumSet.allOf(Right.class)
                : who == 3 ? EnumSet.of(Right.JOIN, Right.PUBLISH, Right.HOST) : EnumSet.of(Right.JOIN, Right.PUBLISH);
    }

    private static Set<Right> todaysRights(Move move, int who) {
        if (move.oneIn(20, 23)) {
            return Set.of();
        }
        return move.oneIn(4, 2) ? EnumSet.of(Right.JOIN) : move.oneIn(3, 24) ? rights(5) : rights(who);
    }
}
