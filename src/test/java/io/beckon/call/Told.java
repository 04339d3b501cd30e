package io.beckon.call;

import java.util.ArrayList;
import java.util.List;

/**
 * What a session is told.
 *
 * @param about the callee of an event, or where the frame came from that is replied to
 */
record Told(String session, Object about, Object what) {

    /** A notice, as those of these devices have it that it is for. */
    static List<Told> by(List<CallNotice> notices, List<Device> devices) {
        List<Told> told = new ArrayList<>();
        for (CallNotice notice : notices) {
            switch (notice) {
                case CallNotice.Replied(var origin, var reply) -> told.add(new Told(origin.session(), origin, reply));
                case CallNotice.Told(var audience, var callee, var event) ->
                    sessions(audience, devices).forEach(session -> told.add(new Told(session, callee.user(), event)));
            }
        }
        return told;
    }

    private static List<String> sessions(CallAudience audience, List<Device> devices) {
        return switch (audience) {
            case CallAudience.Session(var session) -> List.of(session);
            case CallAudience.Devices(var tenant, var user, var except) ->
                devices.stream()
                        .filter(device -> device.person().tenant().equals(tenant)
                                && device.user().equals(user)
                                && !except.contains(device.session()))
                        .map(Device::session)
                        .toList();
        };
    }
}
