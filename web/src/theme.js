// Light or dark: as the system has it until the reader chooses; the choice is remembered in this browser. The root
// element always carries the answer, which is all the style sheet asks.

const remembered = "truewait.theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** @returns {string | null | undefined} what the reader chose; storage may be forbidden */
function chosen() {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return undefined;
  }
}

export const isDark = () => document.documentElement.dataset.theme === "dark";

/** @param {boolean} dark */
function apply(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  dispatchEvent(new Event("theme"));
}

export function restoreTheme() {
  const choice = chosen();
  apply(choice ? choice === "dark" : systemDark.matches);
  systemDark.addEventListener("change", () => chosen() || apply(systemDark.matches));
}

export function toggleTheme() {
  apply(!isDark());
  try {
    localStorage.setItem(remembered, isDark() ? "dark" : "light");
  } catch {
    return; // then the choice holds for this visit
  }
}

/** A colour of the style sheet. @param {string} name of the CSS variable */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
