// The service's time as far as its messages tell it. The page never assumes that its own clock agrees, nor that the
// service's time passes at the same speed (a demonstration runs ten times as fast).

const settleMs = 3000;

/** @typedef {{ local: number, server: number, firstLocal: number, firstServer: number }} ClockState */

/**
 * @param {ClockState | undefined} clock what was known
 * @param {number} local ms, the page's own clock at receipt
 * @param {number | undefined} server ms since the epoch, as the message says
 * @returns {ClockState | undefined}
 */
export function observe(clock, local, server) {
  if (server === undefined) return clock;
  if (!clock) return { local, server, firstLocal: local, firstServer: server };
  if (server <= clock.server) return clock;
  return { ...clock, local, server };
}

/** How many seconds of the service pass in one of ours. @param {ClockState | undefined} clock */
export function speed(clock) {
  if (!clock || clock.local - clock.firstLocal < settleMs) return 1;
  const measured = (clock.server - clock.firstServer) / (clock.local - clock.firstLocal);
  return measured > 0.8 && measured < 1.25 ? 1 : measured;
}

/**
 * The service's time now, in ms since the epoch; nothing before its first message.
 * @param {ClockState | undefined} clock @param {number} local
 */
export const serverNow = (clock, local) => clock && clock.server + (local - clock.local) * speed(clock);
