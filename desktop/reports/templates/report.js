// Filter, jump, theme. The page is whole without it; what needs it stands in #tools, which is hidden until it runs.
"use strict";
(() => {
  const find = id => document.getElementById(id);
  const tools = find("tools");
  if (!tools) return;
  tools.hidden = false;

  // --- theme: the rule for dark systems is made to hold always or never; chosen once for all reports -------------------
  const theme = find("theme");
  const dark = [...document.styleSheets[0].cssRules].find(r => r.media && r.media.mediaText.includes("dark"));
  const wear = chosen => {
    dark.media.mediaText = { light: "not all", dark: "screen" }[chosen] || "screen and (prefers-color-scheme: dark)";
    theme.value = chosen;
  };
  const kept = () => { try { return localStorage.getItem("naast-theme") || ""; } catch { return ""; } };
  const keep = chosen => { try { localStorage.setItem("naast-theme", chosen); } catch { /* not allowed: for now only */ } };
  wear(kept());
  theme.addEventListener("change", () => { keep(theme.value); wear(theme.value); });

  // --- what sticks below the bar knows how high it is -----------------------------------------------------------------
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => {
    const sticks = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.setProperty("--bar", `${sticks ? bar.offsetHeight : 0}px`);
  }).observe(bar);

  const words = find("words");
  if (!words) return;
  const kinds = find("kinds"), weights = find("weights"), only = find("only"), at = find("at");

  // --- filter: rows of the text and of the list of changes ------------------------------------------------------------
  const rows = [...document.querySelectorAll("table.rows > tbody > tr, #changes tbody > tr")];
  const parts = [...document.querySelectorAll("section.part")];
  const texts = new Map();
  const textOf = row => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  const fits = (row, sought, kind, weight) =>
    (!kind || (row.dataset.kinds || "").split(" ").includes(kind)) &&
    (!weight || Number(row.dataset.weight || 0) >= weight) &&
    (!sought || textOf(row).includes(sought));
  const filter = () => {
    const sought = words.value.trim().toLowerCase(), kind = kinds.value, weight = Number(weights.value || 0);
    const all = !sought && !kind && !weight;
    for (const row of rows) row.hidden = !all && !fits(row, sought, kind, weight);
    for (const part of parts) part.hidden = !all && !part.querySelector("tbody > tr:not([hidden])");
    place = -1;
    known = null;
    tell();
  };

  // --- jump: from change to change, those that are shown --------------------------------------------------------------
  let place = -1;
  let known = null;
  const stops = () => known ??= [...document.querySelectorAll(
    "section.part:not([hidden]) tr:not([hidden]) .c[id], section.part:not([hidden]) tr.moved[id^=m]:not([hidden])")]
    .filter(stop => !stop.matches("tr.moved .c"));
  const tell = () => {
    const count = stops().length;
    const of = at.dataset.of.replace("{k}", place < 0 ? "–" : place + 1).replace("{n}", count);
    at.textContent = count ? of : at.dataset.none;
  };
  const top = () => bar.getBoundingClientRect().bottom + 40;
  const go = step => {
    const there = stops();
    if (!there.length) return tell();
    const now = there[place];
    const seen = now && (box => box.bottom > 0 && box.top < innerHeight)(now.getBoundingClientRect());
    if (seen) place += step;
    else {
      const below = there.findIndex(stop => stop.getBoundingClientRect().top > top());
      place = step > 0 ? (below < 0 ? 0 : below) : (below < 0 ? there.length : below) - 1;
    }
    place = (place + there.length) % there.length;
    // The address of the page then names this change: copied and sent it leads here.
    location.replace("#" + there[place].id);
    tell();
  };
  const arrived = () => {
    const target = location.hash && find(location.hash.slice(1));
    if (!target) return document.querySelector("tr.here")?.classList.remove("here");
    if (target.closest("[hidden]")) { words.value = kinds.value = weights.value = ""; filter(); }
    if (only && only.checked && !target.offsetParent) only.checked = false;
    for (const row of document.querySelectorAll("tr.here")) row.classList.remove("here");
    target.closest("tr")?.classList.add("here");
    place = stops().indexOf(target);
    tell();
    target.scrollIntoView({ block: "center" });
  };

  let wait = 0;
  words.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(filter, 120); });
  kinds.addEventListener("change", filter);
  weights.addEventListener("change", filter);
  find("next").addEventListener("click", () => go(1));
  find("previous").addEventListener("click", () => go(-1));
  addEventListener("hashchange", arrived);
  addEventListener("keydown", event => {
    if (event.target === words && event.key === "Escape") { words.value = ""; filter(); words.blur(); return; }
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input:not([type=radio]):not([type=checkbox]), select")) return;
    const act = {
      n: () => go(1), p: () => go(-1), "/": () => words.focus(),
      c: () => only && only.click(),
      v: () => find(find("inline").checked ? "beside" : "inline").click(),
    }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
  tell();
  arrived();
})();
