// Calls ring over every view.

/** From now on this tab is a device at which the user's calls ring. */
export function watch(session, announce) {
  session.connect().catch(({ message }) => announce(message, { urgent: true }));
}
