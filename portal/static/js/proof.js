/* Proof of work (intake/views/proof.py): finds the result that the check-answers page asks for, while the person reads,
   and puts it into a hidden field. Nobody waits for it: a form that is sent earlier goes without. */
"use strict";
(async () => {
  const field = document.querySelector("input[data-challenge]");
  // Browsers give this to secure pages only.
  if (!crypto.subtle) return;
  const challenge = JSON.parse(field.dataset.challenge);
  const { cost, keyLength, keyPrefix, nonce, salt } = challenge.parameters;
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const way = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  const start = performance.now();

  async function derive(counter) {
    const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    return hex(await crypto.subtle.deriveBits(way, key, keyLength * 8));
  }

  for (let counter = 0; ; counter++) {
    const derivedKey = await derive(counter);
    if (derivedKey.startsWith(keyPrefix)) {
      const solution = { counter, derivedKey, time: Math.round(performance.now() - start) };
      field.value = btoa(JSON.stringify({ challenge, solution }));
      return;
    }
  }
})();
