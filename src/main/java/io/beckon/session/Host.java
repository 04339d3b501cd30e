package io.beckon.session;

import io.beckon.audit.AuditTrail;
import io.beckon.following.Follower;

/**
 * The node, as its sessions know it; one for all of them.
 *
 * @param unsettled what waits for rooms here
 * @param calls what sessions have to do with calls
 */
public record Host(
        Follower follower, Unsettled unsettled, CallDesk calls, AuditTrail audit, SessionSettings settings) {}
