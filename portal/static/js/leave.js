/* Leaving quickly (components/leave_button.html): the neutral page takes this page's place, so that Back does not lead
   here, and the request that clears the browser goes on behind it. Three times Escape does the same as the button. */
"use strict";
(() => {
  const PAUSE = 1500;
  const form = document.querySelector("form[data-leave-for]");
  let presses = [];

  function leave() {
    document.documentElement.hidden = true;
    document.title = "";
    fetch(form.action, { method: "POST", keepalive: true }).catch(() => {});
    location.replace(form.dataset.leaveFor);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    // Escape also takes back half-written Chinese characters, and a key that is held down repeats itself.
    if (event.isComposing || event.repeat) return;
    const now = event.timeStamp;
    presses = event.key === "Escape" ? [...presses, now].filter((then) => now - then < PAUSE) : [];
    if (presses.length === 3) leave();
  });
})();
