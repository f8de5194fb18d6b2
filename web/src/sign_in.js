// Asks for an access key. It says what is wrong in words and keeps nothing.

import { html, nothing } from "lit";
import { PageElement } from "./element.js";

class SignIn extends PageElement {
  static properties = { problem: { attribute: false }, busy: { attribute: false } };

  constructor() {
    super();
    /** @type {string | undefined} */
    this.problem = undefined;
    this.busy = false;
  }

  render() {
    return html`<form class="panel sign-in" @submit=${this.submit}>
      <h2>Sign in</h2>
      <label for="key">Access key</label>
      <input id="key" name="key" type="password" autocomplete="off" spellcheck="false" required
        aria-describedby="key-hint" aria-invalid=${this.problem ? "true" : "false"}>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <button type="submit" ?disabled=${this.busy}>${this.busy ? "Asking…" : "Open the live page"}</button>
      <p id="key-hint" class="quiet">A key begins with <code>tw_</code>. One for this page is made with
        <code>truewait key create --name board --scopes estimate:read,reports:read</code>.
        It is exchanged for a cookie and not kept by the page.</p>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const key = String(new FormData(form).get("key") ?? "").trim();
    this.dispatchEvent(new CustomEvent("key", { detail: key }));
  }
}
customElements.define("tw-sign-in", SignIn);
