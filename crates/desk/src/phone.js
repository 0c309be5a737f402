// The phone's page: exchanges the code of the address for a cookie, and enters without
// a reload. Without it the forms do the same.
"use strict";
(() => {
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  function pair() {
    const code = /^#k=([0-9a-f]+)$/.exec(location.hash);
    if (!code) return;
    // Nobody who looks at the address later finds the code.
    history.replaceState(null, "", "/");
    const pairing = document.getElementById("pairing");
    if (!pairing) return;
    pairing.textContent = "Pairing…";
    fetch("/pair", { method: "POST", body: new URLSearchParams({ token: code[1] }) })
      .then((answer) => {
        if (answer.ok) location.reload();
        else pairing.textContent = "This code was used already or is too old. Run comeback serve --lan again, or load the Phone page of the desk, and scan the new one.";
      })
      .catch(() => {
        pairing.textContent = "The computer does not answer. Is it awake, and in the same Wi-Fi?";
      });
  }
  pair();
  // Scanned where the page was open already: only the code of the address is another.
  window.addEventListener("hashchange", pair);

  function say(said, form) {
    const place = document.getElementById("said");
    const card = make("div", "", "card answer " + (said.waits ? "" : said.ok ? said.band || "done" : "refused"));
    card.append(make("p", said.title, "what"));
    for (const line of said.lines || []) card.append(make("p", line));
    const button = (name, act) => {
      const made = make("button", name, "quiet-button");
      made.type = "button";
      made.addEventListener("click", () => {
        made.disabled = true;
        act();
      });
      card.append(made);
    };
    if (said.undo) button("Undo", () => send("/log/undo", new URLSearchParams({ id: said.undo })));
    if (said.again) button("Try again", () => send(form.action, form.body));
    if (said.ask)
      button("Yes, enter it", () => {
        form.body.set("sure", "yes");
        send(form.action, form.body);
      });
    place.replaceChildren(card);
    window.scrollTo(0, 0);
  }
  // The page as it is after an entry: what is due, and what is left of today.
  async function renew() {
    const answer = await fetch("/", { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("main");
    const here = document.getElementById("main");
    if (!fresh || !here) return;
    // The answer stays under the finger.
    fresh.querySelector("#said").replaceWith(document.getElementById("said"));
    here.replaceWith(document.adoptNode(fresh));
  }
  // How long the computer is waited for, ms.
  const PATIENCE = 15000;
  let sending = false;
  async function send(action, body) {
    if (sending) return;
    sending = true;
    // The same tap sent again is known by this, should its answer alone have been lost.
    if (!body.has("once"))
      body.set("once", Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join(""));
    const waits = setTimeout(() => say({ ok: false, waits: true, title: "Sending…" }), 300);
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    let said;
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { accept: "application/json" }, signal: stop.signal });
      const is = (answer.headers.get("content-type") || "").startsWith("application/json");
      said = is ? await answer.json() : { ok: false, title: "Not entered", lines: ["This phone is not paired any more."] };
    } catch {
      said = {
        ok: false,
        again: true,
        title: "No answer: it may not be entered",
        lines: ["Nothing is kept on this phone. Is the computer awake, and in the same Wi‑Fi? Then try again: it is entered once."],
      };
    }
    clearTimeout(waits);
    clearTimeout(late);
    sending = false;
    say(said, { action, body });
    if (said.ok) await renew().catch(() => {});
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]")) return;
    event.preventDefault();
    send(form.action, new URLSearchParams(new FormData(form, event.submitter)));
  });
})();
