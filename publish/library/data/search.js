(() => {
  const MOST = 50;
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let texts;
  let loading;

  const load = () => {
    if (loading) return;
    loading = document.createElement("script");
    loading.src = "catalogue/titles.js";
    loading.onload = () => {
      texts = window.titles.map(([title, about, , , subtitle]) => plain(`${title} ${subtitle} ${about}`));
      show();
    };
    loading.onerror = () => {
      loading = undefined;
      found.textContent = "The list of titles could not be loaded.";
    };
    document.head.append(loading);
  };

  const item = ([title, about, place, language]) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = place;
    link.textContent = title;
    link.lang = language;
    link.dir = "auto";
    line.append(link);
    if (about) line.append(` (${about})`);
    return line;
  };

  const show = () => {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    if (words.length && !texts) {
      load();
      found.textContent = "Loading the titles.";
      return;
    }
    const fitting = [];
    let count = 0;
    if (words.length) {
      texts.forEach((text, index) => {
        if (!words.every((word) => text.includes(word))) return;
        if (count++ < MOST) fitting.push(item(window.titles[index]));
      });
    }
    results.replaceChildren(...fitting);
    results.hidden = !count;
    const all = texts ? texts.length.toLocaleString("en") : "";
    found.textContent = !words.length ? ""
      : !count ? `No article found among ${all}.`
      : `${count.toLocaleString("en")} of ${all} articles found.`
        + (count > MOST ? ` The first ${MOST} are listed; more words find fewer.` : "");
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("focus", load);
  query.addEventListener("input", show);
})();
