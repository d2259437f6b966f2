// Wagtail's editor keeps a page by itself and sends it on a button; both at once would make the same page twice, and
// the second is refused for an address "already in use". So a form that is being kept is sent once that has ended,
// and nothing is kept any more once it is sent.
const KEPT_OR_NOT = ["w-autosave:success", "w-autosave:error"];
let keeping = false;
let sending = false;
let waiting = null;

// The button may be drawn anew while the page is kept, so its name and value are what counts.
function sendNow({ form, button }) {
  if (button) {
    const chosen = document.createElement("input");
    Object.assign(chosen, { type: "hidden", name: button.name, value: button.value });
    form.append(chosen);
  }
  form.requestSubmit();
}

document.addEventListener("w-autosave:save", (event) => {
  if (sending) event.preventDefault();
  else keeping = true;
});

for (const end of KEPT_OR_NOT) {
  document.addEventListener(end, () => {
    const held = waiting;
    keeping = false;
    waiting = null;
    if (held) sendNow(held);
  });
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("[data-controller~='w-autosave']")) return;
    sending = !keeping;
    if (sending) return;
    waiting = { form: event.target, button: event.submitter };
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  { capture: true },
);
