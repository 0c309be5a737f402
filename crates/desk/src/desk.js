// Makes the desk quicker: entries without a reload, files by drag and drop, runs by
// drag. Without it every form and link does the same.
"use strict";
(() => {
  const main = () => document.getElementById("main");
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // The page again, as it is now, without losing the place.
  const GONE = "The desk does not answer. Is comeback serve still running?";
  async function renew(address, focus) {
    const place = address || location.href.split("#")[0].replace(/[?&]said=\d+/, "");
    const answer = await fetch(place, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) {
      // Where the answer is of an entry it is said instead.
      if (address) say({ ok: false, title: "Nothing changed", lines: [why(answer)] });
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("main");
    if (!fresh) return;
    main().replaceWith(document.adoptNode(fresh));
    if (address) history.replaceState(null, "", address);
    const wanted = focus && main().querySelector(focus);
    if (wanted) wanted.focus();
    prepare();
  }

  // Why no answer came that can be read.
  const why = (answer) =>
    !answer ? GONE : answer.status === 403 ? "Open the address again that comeback serve printed." : "The desk did not understand (" + answer.status + ").";

  function say(said, form) {
    const place = document.getElementById("said");
    if (!place) return;
    const card = make("div", "", "card answer " + (said.ok ? said.band || "done" : "refused"));
    card.append(make("p", said.title, "what"));
    for (const line of said.lines || []) card.append(make("p", line));
    const actions = make("p", "", "actions");
    if (said.undo) {
      const undo = make("button", "Undo", "quiet-button");
      undo.type = "button";
      undo.addEventListener("click", () => {
        undo.disabled = true;
        send(main().dataset.import.replace(/import$/, "undo"), new URLSearchParams({ id: said.undo }));
      });
      actions.append(undo);
    }
    if (said.again && form) {
      const again = make("button", "Try again", "quiet-button");
      again.type = "button";
      again.addEventListener("click", () => send(form.action, form.body));
      actions.append(again);
    }
    if (said.ask && form) {
      const sure = make("button", "Yes, enter it", "quiet-button");
      sure.type = "button";
      sure.addEventListener("click", () => {
        form.body.set("sure", "yes");
        send(form.action, form.body);
      });
      actions.append(sure);
    }
    if (actions.childElementCount) card.append(actions);
    place.replaceChildren(card);
    card.scrollIntoView({ block: "nearest" });
  }

  let sending = false;
  async function send(action, body) {
    if (sending) return;
    sending = true;
    // The same entry sent again is known by this, should its answer alone have been lost.
    if (!body.has("once")) body.set("once", crypto.randomUUID());
    const answer = await fetch(action, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    const is = answer && (answer.headers.get("content-type") || "").startsWith("application/json");
    const said = (is && (await answer.json().catch(() => null))) || {
      ok: false,
      again: !answer || is,
      title: !answer || is ? "No answer: it may not be entered" : "Not entered",
      lines: [why(is ? null : answer)],
    };
    sending = false;
    if (said.ok) await renew();
    say(said, { action, body });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    send(form.action, body);
  });

  // Moving a run: the order stands in the address and nowhere else.
  function move(from, to, focus) {
    if (from === to) return;
    const week = main().querySelector(".week");
    const moves = (week.dataset.moves ? week.dataset.moves + "," : "") + from + ":" + to;
    renew(week.dataset.week + "&moves=" + moves, focus);
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.move");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(link.closest("[data-date]"), Number(link.dataset.step));
  });
  function step(slot, by) {
    const other = by < 0 ? slot.previousElementSibling : slot.nextElementSibling;
    if (!other || other.dataset.open === undefined) return;
    const to = other.dataset.date;
    move(slot.dataset.date, to, `[data-date="${to}"] a.move`);
  }
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest && event.target.closest("a.move");
    if (!link) return;
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(link.closest("[data-date]"), by);
  });
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    const load = event.target.closest && event.target.closest(".load[draggable]");
    if (!load) return;
    dragged = load.closest("[data-date]").dataset.date;
    event.dataTransfer.setData("text/plain", dragged);
    event.dataTransfer.effectAllowed = "move";
    load.classList.add("dragged");
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const each of document.querySelectorAll(".target,.dragged")) each.classList.remove("target", "dragged");
  });

  // Weeks chosen by drawing over them.
  let drawn = null;
  const weekAt = (strip, event) => {
    const room = strip.getBoundingClientRect();
    const weeks = Number(strip.dataset.weeks);
    return Math.min(weeks - 1, Math.max(0, Math.floor(((event.clientX - room.left) / room.width) * weeks)));
  };
  const dayOf = (strip, days) => {
    const day = new Date(strip.dataset.monday + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + days);
    return day.toISOString().slice(0, 10);
  };
  function show() {
    const chosen = drawn.strip.querySelector(".chosen");
    chosen.setAttribute("x", Math.min(drawn.from, drawn.to));
    chosen.setAttribute("width", Math.abs(drawn.to - drawn.from) + 1);
  }
  document.addEventListener("pointerdown", (event) => {
    const strip = event.target.closest && event.target.closest(".strip");
    if (!strip || event.button !== 0) return;
    event.preventDefault();
    const at = weekAt(strip, event);
    drawn = { strip, from: at, to: at };
    show();
  });
  document.addEventListener("pointermove", (event) => {
    if (!drawn) return;
    drawn.to = weekAt(drawn.strip, event);
    show();
  });
  document.addEventListener("pointercancel", () => { drawn = null; });
  document.addEventListener("pointerup", () => {
    if (!drawn) return;
    const { strip, from, to } = drawn;
    drawn = null;
    const first = dayOf(strip, 7 * Math.min(from, to));
    const last = dayOf(strip, 7 * Math.max(from, to) + 6);
    renew(location.pathname + "?from=" + first + "&to=" + last);
  });

  // Who is looked for: the list follows what is typed and chosen.
  let wait = 0;
  let asked = 0;
  async function find(form) {
    const words = [...new FormData(form)].filter(([, value]) => value !== "");
    const address = form.action + "?" + new URLSearchParams(words);
    const mine = ++asked;
    const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
    if (mine !== asked) return;
    if (!answer || !answer.ok) {
      document.getElementById("athletes").prepend(make("p", why(answer), "card note caution"));
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("athletes");
    if (!fresh || mine !== asked) return;
    document.getElementById("athletes").replaceWith(document.adoptNode(fresh));
    history.replaceState(null, "", address);
    prepare();
  }
  for (const kind of ["input", "change"])
    document.addEventListener(kind, (event) => {
      const form = event.target.closest("form[data-find]");
      if (!form) return;
      clearTimeout(wait);
      wait = setTimeout(() => find(form), 200);
    });

  // Lines of athletes that are being worked out behind the page.
  async function follow() {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["told", "athletes"]) {
      const fresh = page.getElementById(id);
      const here = document.getElementById(id);
      // Nothing is taken away from under a key or a pointer.
      if (fresh && here && !here.contains(document.activeElement)) here.replaceWith(document.adoptNode(fresh));
    }
    prepare();
  }

  // Files.
  const drop = document.getElementById("drop");
  const holdsFiles = (event) => [...(event.dataTransfer ? event.dataTransfer.types : [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (dragged) {
      const slot = event.target.closest && event.target.closest("[data-open]");
      for (const each of document.querySelectorAll(".target")) if (each !== slot) each.classList.remove("target");
      if (slot) {
        event.preventDefault();
        slot.classList.add("target");
      }
    } else if (holdsFiles(event) && main() && main().dataset.import) {
      event.preventDefault();
      drop.hidden = false;
    }
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (dragged) {
      const slot = event.target.closest && event.target.closest("[data-open]");
      if (!slot) return;
      event.preventDefault();
      move(dragged, slot.dataset.date, `[data-date="${slot.dataset.date}"] a.move`);
      dragged = null;
      return;
    }
    if (!holdsFiles(event)) return;
    event.preventDefault();
    drop.hidden = true;
    take([...event.dataTransfer.files]);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "files") take([...event.target.files]);
    if (event.target.id === "clock") {
      try {
        localStorage.setItem("clock", event.target.value);
      } catch {}
      location.reload();
    }
  });
  async function take(files) {
    const place = document.getElementById("progress");
    place.replaceChildren();
    let any = false;
    for (const [at, file] of files.entries()) {
      const line = make("p", `${at + 1} of ${files.length}: ${file.name}`);
      const bar = make("progress");
      bar.setAttribute("aria-label", file.name);
      bar.max = 1;
      bar.value = 0;
      line.append(bar);
      place.append(line);
      const said = await put(file, (share) => {
        if (share < 1) bar.value = share;
        else bar.removeAttribute("value");
      });
      line.textContent = said.title;
      for (const each of (said.lines || []).slice(0, 3)) place.append(make("p", each, "small quiet"));
      any = any || said.ok;
      place.scrollTop = place.scrollHeight;
    }
    const close = make("button", "Close", "quiet-button");
    close.type = "button";
    close.addEventListener("click", () => place.replaceChildren());
    place.append(close);
    if (any) await renew();
  }
  function put(file, progress) {
    return new Promise((done) => {
      const call = new XMLHttpRequest();
      call.open("POST", main().dataset.import);
      call.setRequestHeader("accept", "application/json");
      call.setRequestHeader("content-type", "application/octet-stream");
      call.setRequestHeader("x-file-name", encodeURIComponent(file.name));
      call.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
      call.upload.onload = () => progress(1);
      call.onload = () => {
        try {
          done(JSON.parse(call.responseText));
        } catch {
          done({ ok: false, title: file.name + ": not taken (" + call.status + ")" });
        }
      };
      call.onerror = () => done({ ok: false, title: file.name + ": the desk does not answer" });
      call.send(file);
    });
  }

  // The clock as the person reads it.
  let following = 0;
  function prepare() {
    clearTimeout(following);
    if (document.getElementById("working")) following = setTimeout(follow, 800);
    let wanted = "";
    try {
      wanted = localStorage.getItem("clock") || "";
    } catch {}
    const pick = document.getElementById("clock");
    if (pick) pick.value = wanted;
    const twelve = wanted === "12" || (wanted === "" && Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12);
    if (!twelve) return;
    for (const place of document.querySelectorAll(".clock")) {
      const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode())
        node.nodeValue = node.nodeValue.replace(/\b([01]\d|2[0-3]):([0-5]\d)\b/g, (_, h, m) =>
          // 12:00 pm is read both ways.
          h === "12" && m === "00" ? "noon" : `${Number(h) % 12 || 12}:${m} ${h < 12 ? "am" : "pm"}`);
    }
  }
  prepare();
})();
