/* The one check behind the house's rules for words (home/staff/content_checks.py). Wagtail's checker runs axe in the
   preview and cannot be given code by its settings, so this says what "check-words" does: whether the words of an
   element, without the parts named in `without`, match a pattern. */
(() => {
  const words = (node, without) => {
    const copy = node.cloneNode(true);
    if (without) copy.querySelectorAll(without).forEach((part) => part.remove());
    return (node.getAttribute("aria-label") || copy.textContent).replace(/\s+/g, " ").trim();
  };
  const evaluate = (node, options) => new RegExp(options.pattern, "u").test(words(node, options.without));
  document.querySelector("wagtail-userbar")?.registerCheck("check-words", evaluate);
})();
