(() => {
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const books = [...document.querySelectorAll(".book")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = books.map((book) =>
    plain([...book.querySelectorAll("h2, p:not(.length)")].map((part) => part.textContent).join(" ")));
  const narrow = () => {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    let count = 0;
    books.forEach((book, index) => {
      const fits = words.every((word) => texts[index].includes(word));
      book.hidden = !fits;
      count += fits;
    });
    const all = books.length;
    found.textContent = !words.length ? ""
      : count ? `${count} of ${all} articles found.`
      : `No article found. Clear the search to see all ${all}.`;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("input", narrow);
})();
