// The page of a document: a click on the text shows its fact beside it, and n and p lead from fact to fact.
// Without this script the same links work by themselves.
const facts = [...document.querySelectorAll(".panel .fact[data-anchor]")];
const marks = [...document.querySelectorAll(".mark[data-facts]")];
const keys = document.querySelector(".keys");
const panel = document.querySelector(".panel");
const head = panel.querySelector(".panel-head");
const folding = panel.querySelector("[data-fold]");
// On a narrow screen the panel is a sheet over the foot of the text, folded until there is a fact to show.
const narrow = matchMedia("(max-width: 60rem)");
let at = -1;

function fold(folded) {
  panel.classList.toggle("folded", folded);
  folding.setAttribute("aria-expanded", String(!folded));
  folding.textContent = folded ? folding.dataset.open : folding.dataset.close;
}

function show(number, byText) {
  document.querySelectorAll(".now").forEach((one) => one.classList.remove("now"));
  at = number;
  if (at < 0) {
    keys.querySelector("output").textContent = "";
    return;
  }
  const fact = facts[at];
  const own = marks.filter((one) => one.dataset.facts.split(" ").includes(String(at)));
  fact.classList.add("now");
  own.forEach((one) => one.classList.add("now"));
  keys.querySelector("output").textContent = `${at + 1} / ${facts.length}`;
  fold(false);
  if (panel.scrollHeight > panel.clientHeight) {
    panel.scrollTop += fact.getBoundingClientRect().top - panel.getBoundingClientRect().top - head.offsetHeight - 8;
  } else if (byText) {
    fact.scrollIntoView({ block: "center" });
  }
  if (!byText && own.length > 0) {
    own[0].scrollIntoView({ block: "center" });
    own[0].focus({ preventScroll: true });
  }
  history.replaceState(null, "", `#${fact.dataset.anchor}`);
}

function move(by) {
  if (facts.length > 0) {
    show((at + by + facts.length + (at < 0 && by < 0 ? 1 : 0)) % facts.length, false);
  }
}

marks.forEach((one) =>
  one.addEventListener("click", (event) => {
    const [first] = one.dataset.facts.split(" ");
    if (first !== "") {
      event.preventDefault();
      show(Number(first), true);
    }
  }),
);
facts.forEach((one, number) =>
  one.querySelector(".source a").addEventListener("click", (event) => {
    event.preventDefault();
    show(number, false);
  }),
);
document.querySelectorAll("[data-move]").forEach((one) => one.addEventListener("click", () => move(Number(one.dataset.move))));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
    return;
  }
  if (event.key === "n") move(1);
  if (event.key === "p") move(-1);
  if (event.key === "Escape") {
    show(-1, false);
    fold(narrow.matches);
  }
});
folding.addEventListener("click", () => fold(!panel.classList.contains("folded")));
panel.querySelector(".handles").hidden = false;
fold(narrow.matches && location.hash !== "#unread");
const asked = facts.findIndex((one) => `#${one.dataset.anchor}` === decodeURIComponent(location.hash));
if (asked >= 0) {
  show(asked, false);
}
keys.hidden = false;
