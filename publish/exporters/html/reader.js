// The page reads well without this script. With it, the display can be chosen and is remembered,
// and the sound plays sentence by sentence.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (name) => document.querySelector(`[data-reader="${name}"]`);
  const audio = document.querySelector("audio");

  // What the reader chose; a browser that keeps nothing (a private window) is no hindrance.
  const KEY = "publish-reader";
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {}
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {}
  };
  const apply = (select) => {
    root.dataset[select.name] = select.value;
    if (select.name === "speed") audio.defaultPlaybackRate = audio.playbackRate = select.value;
  };
  for (const select of document.querySelectorAll("[data-reader] select")) {
    if ([...select.options].some((option) => option.value === chosen[select.name])) {
      select.value = chosen[select.name];
    }
    apply(select);
    select.addEventListener("change", () => {
      apply(select);
      chosen[select.name] = select.value;
      keep();
    });
  }
  find("bar").hidden = false;
  if (!audio) return;

  const cues = JSON.parse(find("cues").textContent); // [id, start, end], in order of their starts
  const place = new Map(cues.map(([id], index) => [id, index]));
  const play = find("play");
  const position = find("position");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let now = -1;
  audio.removeAttribute("controls");
  find("native").hidden = true;

  const at = (time) => {
    let low = 0;
    let high = cues.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cues[middle][1] <= time + 0.001) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const mark = (index) => {
    if (index === now) return;
    document.querySelector(".now")?.classList.remove("now");
    now = index;
    const element = index < 0 ? null : document.getElementById(cues[index][0]);
    if (!element) return;
    element.classList.add("now");
    const box = element.getBoundingClientRect();
    const covers = ["bar", "buttons"].map((name) => find(name).getBoundingClientRect().bottom);
    if (box.top < Math.max(0, ...covers) || box.bottom > innerHeight) {
      const behavior = still.matches ? "auto" : "smooth";
      element.scrollIntoView({ block: box.height > innerHeight / 2 ? "start" : "center", behavior });
    }
  };

  const clock = (seconds) => {
    const whole = Math.floor(seconds || 0);
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    if (!parts[0]) parts.shift();
    return parts.map((part, i) => (i ? String(part).padStart(2, "0") : part)).join(":");
  };

  const show = () => {
    const playing = !audio.paused && !audio.ended;
    play.textContent = playing ? play.dataset.pause : play.dataset.play;
    const end = audio.duration || (cues.length ? cues[cues.length - 1][2] : 0);
    position.max = end;
    position.value = audio.currentTime;
    position.setAttribute("aria-valuetext", `${clock(audio.currentTime)} / ${clock(end)}`);
    find("clock").textContent = `${clock(audio.currentTime)} / ${clock(end)}`;
  };

  const follow = () => {
    if (audio.paused) return;
    mark(at(audio.currentTime));
    requestAnimationFrame(follow);
  };

  const fail = () => {
    find("failed").textContent = find("failed").dataset.text;
  };
  const start = () => {
    if (audio.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) return fail();
    return audio.play().catch((error) => error.name === "AbortError" || fail());
  };
  const toggle = () => (audio.paused ? start() : audio.pause());
  const go = (index) => {
    if (!cues.length) return;
    const to = Math.min(Math.max(index, 0), cues.length - 1);
    audio.currentTime = cues[to][1];
    mark(to);
    show();
  };
  const step = (by) => go(now < 0 && !audio.currentTime ? 0 : at(audio.currentTime) + by);
  const pace = (by) => {
    const speed = find("bar").querySelector("select[name=speed]");
    const index = speed.selectedIndex + by;
    if (!speed.options[index]) return;
    speed.selectedIndex = index;
    speed.dispatchEvent(new Event("change"));
  };

  audio.querySelector("source").addEventListener("error", fail);
  play.addEventListener("click", toggle);
  find("previous").addEventListener("click", () => step(-1));
  find("next").addEventListener("click", () => step(1));
  position.addEventListener("input", () => {
    audio.currentTime = position.value;
    mark(at(audio.currentTime));
  });
  audio.addEventListener("play", () => {
    find("failed").textContent = "";
    follow();
  });
  for (const event of ["play", "pause", "ended", "seeked", "loadedmetadata", "timeupdate"]) {
    audio.addEventListener(event, show);
  }
  // Where the page is not drawn (another tab is in front), frames stop but the sound goes on.
  audio.addEventListener("timeupdate", () => audio.paused || mark(at(audio.currentTime)));

  // On the document: screen readers call an element with a listener of its own "clickable".
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, button, select, input, summary, label")) return;
    if (!getSelection().isCollapsed) return;
    for (let e = event.target; e && e.id !== undefined; e = e.parentElement) {
      if (place.has(e.id)) {
        go(place.get(e.id));
        start();
        return;
      }
    }
  });

  const keys = {
    k: toggle,
    j: () => step(-1),
    l: () => step(1),
    ",": () => pace(-1),
    ".": () => pace(1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || root.dataset.keys === "off") return;
    if (event.target.closest("select, input")) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Keys on the keyboard, the headset and the lock screen.
  const session = navigator.mediaSession;
  if (session) {
    const acts = { play: start, pause: toggle, previoustrack: keys.j, nexttrack: keys.l };
    for (const [name, act] of Object.entries(acts)) session.setActionHandler(name, act);
    session.metadata = new MediaMetadata({ title: document.title });
  }
  show();
})();
