"use strict";
// The review page: shows one pair after another, sends each answer before it shows the next.
// Text from the lists is only ever set as text, never as markup.

const WORDS = { same: "Same person", different: "Different people", "not sure": "Not sure yet" };
const KEY = "cohortmatch-review";
const byId = (id) => document.getElementById(id);
let key = sessionStorage.getItem(KEY);
let pairs = [];
let answers = {};
let place = 0;
let busy = false;
let idle = 0;
let ended = false;
let timer = 0;
let noted = 0;

// The review is closed, here as in the terminal, when nothing is done for so many seconds.
function rest() {
  noted = Date.now();
  clearTimeout(timer);
  if (idle && !ended) timer = setTimeout(closeReview, idle * 1000);
}

function closeReview() {
  endReview("The review was closed", `Nothing was done here for ${Math.round(idle / 60)} minutes. Every answer is kept. To go on, start the review again in the terminal.`);
  byId("rows").replaceChildren();
  byId("after").hidden = true;
}

function endReview(title, words) {
  ended = true;
  clearTimeout(timer);
  sessionStorage.removeItem(KEY);
  document.querySelectorAll("button, input").forEach((each) => { each.disabled = true; });
  byId("card").hidden = true;
  byId("end").hidden = false;
  text("ended", title);
  text("ending", words);
  byId("ended").focus();
}

// Whoever reads, moves or writes is still there; the server is told of it now and then.
function here() {
  if (key && idle && !ended && Date.now() - noted > Math.min(20000, idle * 200)) { noted = Date.now(); ask("/here").catch(() => {}); }
}

async function ask(path, told = {}) {
  const headers = { "Content-Type": "application/json" };
  if (key) headers["X-Review-Key"] = key;
  const reply = await fetch(path, { method: "POST", headers, body: JSON.stringify(told) });
  if (reply.status === 403) throw new Error("This address was opened before, or the review is over. Start the review again in the terminal");
  const found = await reply.json().catch(() => ({}));
  rest();
  if (!reply.ok) throw new Error(found.problem || "The answer could not be kept.");
  return found;
}

function problem(error) {
  const gone = error instanceof TypeError;
  byId("problem").textContent = gone ? "The review is no longer running. Your answers so far are kept." : error.message;
  byId("problem").hidden = false;
}

async function doing(what) {
  if (busy) return;
  busy = true;
  byId("problem").hidden = true;
  try { await what(); } catch (error) { problem(error); } finally { busy = false; }
}

function text(id, value) { byId(id).textContent = value; }

function row([label, left, right]) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = label;
  line.append(head);
  for (const side of [left, right]) {
    const cell = document.createElement("td");
    cell.textContent = side;
    line.append(cell);
  }
  return line;
}

function show() {
  const done = Object.keys(answers).length;
  const over = place >= pairs.length;
  byId("bar").max = Math.max(pairs.length, 1);
  byId("bar").value = done;
  text("progress", over ? `${done} of ${pairs.length} answered` : `Pair ${place + 1} of ${pairs.length}; ${done} answered`);
  byId("card").hidden = over;
  byId("end").hidden = !over;
  byId("back").disabled = place === 0;
  byId("next").disabled = over;
  if (over) {
    text("ended", done === pairs.length ? "Everything is answered" : "That was the last pair");
    text("ending", done === pairs.length ? "You can finish." : `${pairs.length - done} not answered; go back, or finish and decide them another time.`);
    byId("ended").focus();
    return;
  }
  const pair = pairs[place];
  text("pair", `${pair.left} and ${pair.right}`);
  text("left", pair.left);
  text("right", pair.right);
  byId("rows").replaceChildren(...pair.rows.map(row));
  for (const name of ["agrees", "differs", "missing", "settle"]) text(name, pair[name]);
  byId("before").replaceChildren(...pair.before.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  for (const [id, answer] of [["same", "same"], ["different", "different"], ["unsure", "not sure"]])
    byId(id).setAttribute("aria-pressed", String(answers[place] === answer));
  byId("reason").value = "";
  byId("pair").focus();
  window.scrollTo(0, 0);
}

function following() {
  let next = place + 1;
  while (next < pairs.length && answers[next]) next += 1;
  return next;
}

const decide = (answer) => doing(async () => {
  if (place >= pairs.length) return;
  const told = await ask("/answer", { place, answer, reason: byId("reason").value });
  answers[place] = answer;
  const pair = pairs[place];
  text("told", `${pair.left} and ${pair.right}: ${WORDS[answer]}. ${told.likely && `By the lists alone: ${told.likely} (${told.weight.toFixed(1)} bits). ${told.because}`}`.trim());
  byId("after").hidden = false;
  byId("undo").disabled = false;
  place = following();
  show();
});

const undo = () => doing(async () => {
  const told = await ask("/undo");
  if (told.place === null) { byId("undo").disabled = true; return; }
  const state = await ask("/pairs");
  answers = state.answers;
  text("told", "The last answer was taken back.");
  place = told.place;
  show();
});

const finish = () => doing(async () => {
  await ask("/finish");
  endReview("The review is finished", "Every answer is kept. You can close this page.");
});

function move(to) {
  place = Math.min(Math.max(to, 0), pairs.length);
  show();
}

const ACTIONS = {
  s: () => decide("same"), d: () => decide("different"), n: () => decide("not sure"),
  u: undo, k: () => move(place - 1), j: () => move(place + 1), r: () => byId("reason").focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.target === byId("reason")) {
    if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); byId("pair").focus(); }
    return;
  }
  if (ended || !byId("keys").checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const action = ACTIONS[event.key.toLowerCase()];
  if (action && pairs.length) { event.preventDefault(); action(); }
});

for (const kind of ["keydown", "pointerdown", "pointermove", "scroll"]) document.addEventListener(kind, here, { passive: true });

byId("same").addEventListener("click", ACTIONS.s);
byId("different").addEventListener("click", ACTIONS.d);
byId("unsure").addEventListener("click", ACTIONS.n);
byId("undo").addEventListener("click", undo);
byId("back").addEventListener("click", ACTIONS.k);
byId("next").addEventListener("click", ACTIONS.j);
byId("finish").addEventListener("click", finish);

doing(async () => {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, "", "/");
    key = null;
    key = (await ask("/open", { token })).key;
    sessionStorage.setItem(KEY, key);
  }
  const state = await ask("/pairs");
  pairs = state.pairs;
  answers = state.answers;
  idle = state.idle;
  rest();
  text("marking", state.marking);
  text("rule", state.rule);
  byId("undo").disabled = Object.keys(answers).length === 0;
  place = -1;
  place = following();
  show();
});
