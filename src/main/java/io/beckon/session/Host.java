package io.beckon.session;

import io.beckon.audit.Journal;
import io.beckon.following.Follower;
import io.beckon.tracing.Tracing;

/**
 * The node, as its sessions know it; one for all of them.
 *
 * @param unsettled what waits for rooms here
 * @param calls what sessions have to do with calls
 * @param journal for auditors
 * @param figures what its sessions count
 * @param tracing is told of each frame for a room
 */
public record Host(
        Follower follower,
        Unsettled unsettled,
        CallDesk calls,
        Journal journal,
        SessionFigures figures,
        SessionSettings settings,
        Tracing tracing) {}
