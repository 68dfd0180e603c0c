// Keys, the slider of days, and looking again when work is done. All that can be read is read without it.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const inField = (node) => node && (node.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName));
  let waitsForPlace = false;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.classList.contains("at"));
    const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
    all.forEach((row) => row.classList.toggle("at", row === next));
    const link = next.querySelector("a[href], summary, button");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function go(selector) {
    const link = document.querySelector(selector);
    if (link) link.click();
    return Boolean(link);
  }

  const PLACES = { o: "/", c: "/claims", x: "/contested", d: "/promises", w: "/new", t: "/timeline", r: "/reports", p: "/people", q: "/decisions" };
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    n: () => go('[rel="next"]'),
    p: () => go('[rel="prev"]'),
    "?": () => go(".keys a"),
    "/": () => {
      const field = document.getElementById("words") || document.getElementById("find");
      if (field) { field.focus(); field.select(); }
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (inField(here)) {
      if (event.key === "Escape") here.blur();
      return;
    }
    if (waitsForPlace) {
      waitsForPlace = false;
      const place = PLACES[event.key];
      const link = place && [...document.querySelectorAll(".contents a")].find((one) => one.pathname === place);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { waitsForPlace = true; setTimeout(() => { waitsForPlace = false; }, 1500); return; }
    if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
  });

  // The days as a slider beside the list of days: each step is a day on which a report came.
  const days = document.querySelector("[data-slider]");
  if (days && days.options.length > 2) {
    const slider = document.createElement("input");
    const last = days.options.length - 1;
    slider.type = "range";
    slider.className = "slider";
    slider.min = "0";
    slider.max = String(last);
    slider.step = "1";
    const at = () => String(days.selectedIndex === 0 ? last : last - days.selectedIndex);
    const put = (value) => { days.selectedIndex = Number(value) === last ? 0 : last - Number(value); tell(); };
    const tell = () => { slider.value = at(); slider.setAttribute("aria-valuetext", days.options[days.selectedIndex].text); };
    slider.setAttribute("aria-label", "Day as of which the record is seen");
    slider.addEventListener("input", () => put(slider.value));
    slider.addEventListener("change", () => days.form.requestSubmit());
    days.before(slider);
    days.addEventListener("change", () => days.form.requestSubmit());
    days.form.querySelector("button").hidden = true;
    tell();
  }

  // Work that changes the record is under way: look every two seconds, and show the page anew when it is done.
  const work = document.getElementById("work");
  if (work && work.dataset.work === "running") {
    const look = async () => {
      const answer = await fetch("/work", { headers: { accept: "application/json" } });
      const state = answer.ok ? await answer.json() : { running: false };
      if (state.running) setTimeout(look, 2000); else location.reload();
    };
    setTimeout(look, 2000);
  }
})();
