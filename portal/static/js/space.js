/* A side's own page before it closes (intake/my/closing.html): two minutes before the end it asks whether somebody is
   still there, and keeps what was typed; at the end the door takes its place, so that nothing stays on the screen.
   What was typed goes along with it, sealed. */
"use strict";
(() => {
  const WARNING = 120_000;
  const dialog = document.querySelector("dialog[data-seconds]");
  const stay = document.querySelector("a[data-stay]");
  const stayed = document.querySelector("[data-stayed]");
  const others = new BroadcastChannel("space");
  const form = document.querySelector("input[name=shown_to]")?.form;
  let end = 0;
  let asked = false;

  function lasts(seconds) {
    const until = Date.now() + seconds * 1000;
    // After eight hours there is no more time to give: then it is asked once.
    asked = asked && until < end + WARNING / 2;
    end = Math.max(until, end);
    if (!asked) dialog.close();
  }

  function isChanged(field) {
    if (field.options) return [...field.options].some((each) => each.selected !== each.defaultSelected);
    if (field.type === "hidden" || !("defaultValue" in field)) return false;
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  }

  function isTyped() {
    if (!form) return false;
    return Boolean(document.querySelector("[data-not-sent], .error-summary")) || [...form.elements].some(isChanged);
  }

  function close() {
    clearInterval(clock);
    document.documentElement.hidden = true;
    document.title = "";
    if (!isTyped()) return location.replace(dialog.dataset.door);
    // The server does nothing with it, and seals it into the door (intake/views/my/coming_in.py).
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "closing", value: "1" }));
    form.submit();
  }

  function look() {
    const left = end - Date.now();
    if (left <= 0) close();
    else if (left <= WARNING && !asked) {
      asked = true;
      stayed.hidden = true;
      dialog.showModal();
    }
  }

  async function more() {
    dialog.close();
    try {
      const answer = await fetch(stay.href, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.redirected) return close();
      const { seconds } = await answer.json();
      lasts(seconds);
      others.postMessage(seconds);
      stayed.hidden = asked;
    } catch {
      // No network: it is asked again, as long as there is time.
      asked = false;
    }
  }

  stay.removeAttribute("target");
  stay.querySelector("span").remove();
  stay.addEventListener("click", (event) => {
    event.preventDefault();
    more();
  });
  dialog.querySelector("[data-more]").addEventListener("click", more);
  // The notice covers the page with its two ways out, so it has them too.
  for (const button of dialog.querySelectorAll("[data-presses]")) {
    button.addEventListener("click", () => document.querySelector(button.dataset.presses).click());
  }
  // Escape: whoever presses it is there.
  dialog.addEventListener("cancel", more);
  others.addEventListener("message", (event) => lasts(event.data));
  document.addEventListener("visibilitychange", look);

  const clock = setInterval(look, 1000);
  const seconds = Number(dialog.dataset.seconds);
  lasts(seconds);
  others.postMessage(seconds);
})();
