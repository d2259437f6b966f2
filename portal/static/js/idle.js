/* A device of the program on which one person after the other answers a survey (intake/survey/on_site.html): when nobody
   touches it, it asks whether somebody is there; two minutes later it throws away what was not sent. */
"use strict";
(() => {
  const WARNING = 120_000;
  const dialog = document.querySelector("dialog[data-idle]");
  const wait = Number(dialog.dataset.idle) * 1000;
  let touched = Date.now();

  function goOn() {
    touched = Date.now();
    dialog.close();
  }

  function look() {
    const idle = Date.now() - touched;
    if (idle > wait + WARNING) {
      clearInterval(clock);
      document.documentElement.hidden = true;
      document.title = "";
      document.querySelector("#finish-form").submit();
    } else if (idle > wait && !dialog.open) {
      dialog.showModal();
    }
  }

  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(sign, () => { if (!dialog.open) touched = Date.now(); }, { passive: true, capture: true });
  }
  dialog.querySelector("[data-more]").addEventListener("click", goOn);
  // Escape: whoever presses it is there.
  dialog.addEventListener("cancel", goOn);
  document.addEventListener("visibilitychange", look);

  const clock = setInterval(look, 1000);
})();
