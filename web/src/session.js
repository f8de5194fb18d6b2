// The browser's session: a key is handed in once, the service answers with a cookie that scripts cannot read. The key
// is kept nowhere else, and leaves the address bar before anything is asked.

const keyShape = /^tw_[A-Za-z0-9_-]{3,200}$/;

/** Takes the key out of #key=tw_... and out of the address bar. @returns {string | undefined} */
export function keyFromAddress() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const key = fragment.get("key");
  if (key === null) return undefined;
  fragment.delete("key");
  const rest = fragment.toString();
  history.replaceState(null, "", location.pathname + location.search + (rest ? `#${rest}` : ""));
  return keyShape.test(key) ? key : undefined;
}

/**
 * Exchanges a key for the cookie; what went wrong in words, or nothing.
 * @param {string} key @returns {Promise<string | undefined>}
 */
export async function signIn(key) {
  if (!keyShape.test(key)) return "A key begins with tw_. Copy all of it.";
  try {
    const answer = await fetch("/v1/session", { method: "POST", headers: { Authorization: `Bearer ${key}` } });
    if (answer.ok) {
      const readable = (await session()) !== "out";
      return readable ? undefined : "This key may not read queues: use one with the scope estimate:read.";
    }
    if (answer.status === 401) return "The service does not know this key, or it was revoked.";
    return `The service refused (${answer.status}). Try again, or ask for another key.`;
  } catch {
    return "The service cannot be reached. Try again in a moment.";
  }
}

/** Ends the session on the service's side as well; a service that is away forgets the cookie when it expires. */
export async function signOut() {
  await fetch("/v1/session", { method: "DELETE" }).catch(() => undefined);
}

/** Whether the service knows this browser's cookie. @returns {Promise<"in" | "out" | "unknown">} */
export async function session() {
  try {
    const answer = await fetch("/v1/queues", { cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) return "out";
    return answer.ok ? "in" : "unknown";
  } catch {
    return "unknown";
  }
}
