// The two reports of the page: read when it opens, then every ten seconds while somebody can see it. A report that
// cannot be read keeps its last figures, with their time and the reason beside them.

const everyMs = 10_000;

/** @typedef {{ experience?: any, promise?: any, readAt?: number, problem?: string }} Reports */

/** @param {Response} answer */
async function problemWords(answer) {
  if (answer.status === 403) return "This key may not read reports: use one with the scope reports:read.";
  const problem = await answer.json().catch(() => undefined);
  return problem?.detail ?? `The service answered ${answer.status}.`;
}

/** @param {string} name @param {string} queue empty: all @param {AbortSignal} signal */
async function read(name, queue, signal) {
  const query = queue ? `?${new URLSearchParams({ queue })}` : "";
  const answer = await fetch(`/v1/reports/${name}${query}`, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(await problemWords(answer));
  return answer.json();
}

export class ReportReader {
  /** @param {(reports: Reports) => void} told */
  constructor(told) {
    this.told = told;
    this.queue = "";
    /** @type {Reports} */
    this.reports = {};
    /** @type {AbortController | undefined} */
    this.running = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#pause();
      else if (this.wanted) this.start(this.queue);
    });
    this.wanted = false;
  }

  /** Reads now and from now on. @param {string} queue empty: all */
  start(queue) {
    this.#pause();
    if (queue !== this.queue) this.reports = {};
    this.queue = queue;
    this.wanted = true;
    void this.#turn();
  }

  stop() {
    this.wanted = false;
    this.#pause();
    this.reports = {};
  }

  #pause() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
  }

  async #turn() {
    const running = new AbortController();
    this.running = running;
    const [experience, promise] = await Promise.allSettled([
      read("experience", this.queue, running.signal),
      read("promise", this.queue, running.signal),
    ]);
    if (running.signal.aborted) return;
    this.#take(experience, promise);
    this.timer = setTimeout(() => void this.#turn(), everyMs);
  }

  /** @param {PromiseSettledResult<any>} experience @param {PromiseSettledResult<any>} promise */
  #take(experience, promise) {
    const failed = [experience, promise].find((result) => result.status === "rejected");
    const next = { ...this.reports };
    if (experience.status === "fulfilled") next.experience = experience.value;
    if (promise.status === "fulfilled") next.promise = promise.value;
    if (!failed) next.readAt = Date.now();
    next.problem = failed && failed.status === "rejected" ? words(failed.reason) : undefined;
    this.reports = next;
    this.told(next);
  }
}

/** @param {unknown} reason */
const words = (reason) =>
  reason instanceof TypeError ? "The service cannot be reached." : reason instanceof Error ? reason.message : "";
