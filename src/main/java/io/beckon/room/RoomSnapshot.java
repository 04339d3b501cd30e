package io.beckon.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole state of a room at one position of its log. Two rooms with equal snapshots behave alike from there on. */
public record RoomSnapshot(
        RoomKey key,
        Pattern pattern,
        RoomRules rules,
        boolean locked,
        Map<String, Long> bars,
        List<Member> members,
        List<Negotiation> negotiations,
        LinkedHashMap<String, Receipts.Book> receipts) {}
