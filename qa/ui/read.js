// Reading a document: words are found in it with their count, and what is selected is highlighted, noted, cited or asked about.
// The script is fixed: nothing of a document is in it. It marks what is found without touching the text, and writes text only.
(() => {
  if (window.footnoteQARead) return;
  window.footnoteQARead = true;
  const MOST = 5000;
  const OWN = ".fq-call, .fq-marker, .fq-pin, .fq-said-by, .fq-printed, .fq-as-printed";

  // The text of a block as it stands in the document: calls of notes and what is said beside it left out.
  const nodesOf = (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : node.matches(OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };

  // Letters without accents and capitals, quotation marks and dashes as they are typed.
  const LIKE = { "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00ad": "" };
  const plain = (letter) => LIKE[letter] ?? letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const fold = (text) => {
    let folded = "";
    const from = [];
    for (let i = 0; i < text.length; i++) {
      let letter = /\s/.test(text[i]) ? (folded.endsWith(" ") ? "" : " ") : plain(text[i]);
      for (const _ of letter) from.push(i);
      folded += letter;
    }
    from.push(text.length);
    return { folded, from };
  };

  const known = new WeakMap();
  const unitOf = (block) => {
    if (!known.has(block)) {
      const nodes = nodesOf(block);
      known.set(block, { nodes, ...fold(nodes.map((node) => node.data).join("")) });
    }
    return known.get(block);
  };
  const rangeIn = ({ nodes }, start, end) => {
    const range = document.createRange();
    let at = 0;
    let begun = false;
    for (const node of nodes) {
      if (!begun && start < at + node.length) { range.setStart(node, start - at); begun = true; }
      if (begun && end <= at + node.length) { range.setEnd(node, end - at); return range; }
      at += node.length;
    }
    return range;
  };

  const search = (words) => {
    const wanted = fold(words.trim()).folded;
    const found = [];
    let more = false;
    if (wanted.length > 0) {
      for (const block of document.querySelectorAll(".fq-document [data-at]")) {
        const unit = unitOf(block);
        for (let at = unit.folded.indexOf(wanted); at >= 0; at = unit.folded.indexOf(wanted, at + wanted.length)) {
          if (found.length === MOST) { more = true; break; }
          found.push(rangeIn(unit, unit.from[at], unit.from[at + wanted.length - 1] + 1));
        }
        if (more) break;
      }
    }
    return { found, more };
  };

  let state = { found: [], more: false, at: -1, from: null };
  const finder = () => document.querySelector(".fq-finder");
  const field = () => finder()?.querySelector("input");
  const keyOf = () => "fq-find " + finder()?.dataset.document;
  const paint = () => {
    if (!window.CSS?.highlights) return;
    const here = state.found[state.at];
    CSS.highlights.set("fq-found", new Highlight(...state.found.filter((range) => range !== here)));
    CSS.highlights.set("fq-here", new Highlight(...(here ? [here] : [])));
  };
  const tell = () => {
    const place = finder()?.querySelector(".fq-found-count");
    if (!place) return;
    const { none, of, more } = place.dataset;
    const count = state.found.length;
    const words = count ? (state.more ? more : of).replace("{n}", (state.at + 1).toLocaleString("en")).replace("{m}", count.toLocaleString("en")) : none;
    place.textContent = field().value.trim() ? words : "";
    for (const button of finder().querySelectorAll("button")) button.disabled = !count;
  };
  const go = (step) => {
    if (!state.found.length) return;
    state.at = (state.at + step + state.found.length) % state.found.length;
    const range = state.found[state.at];
    if (range.getBoundingClientRect().height === 0) range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const scroller = document.querySelector('[data-testid="stMain"]') || document.scrollingElement;
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 130 || bottom > innerHeight - 90) scroller.scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
    if (!window.CSS?.highlights) { getSelection().removeAllRanges(); getSelection().addRange(range); }
    paint();
    tell();
  };
  // The first one is that at or below what is in sight.
  const find = (words, isMoved = true) => {
    state = { ...search(words), at: -1 };
    const below = state.found.findIndex((range) => range.getBoundingClientRect().bottom > 130);
    state.at = state.found.length ? Math.max(below, 0) : -1;
    sessionStorage.setItem(keyOf(), words);
    if (isMoved && state.at >= 0) go(0);
    paint();
    tell();
  };

  let typing = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.(".fq-finder") || event.isComposing) return;
    clearTimeout(typing);
    typing = setTimeout(() => find(event.target.value), 120);
  });
  const isTyping = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.closest('[role="combobox"], dialog');
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isIn = event.target.closest?.(".fq-finder input");
    if (isIn && event.key === "Enter") {
      event.preventDefault();
      clearTimeout(typing);
      if (sessionStorage.getItem(keyOf()) !== event.target.value) find(event.target.value);
      else go(event.shiftKey ? -1 : 1);
    } else if (isIn && event.key === "Escape") {
      event.target.value = "";
      find("");
    } else if ((event.key === "n" || event.key === "N") && field() && state.found.length && !isTyping(event.target)) {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    }
  });

  // Where a selection is, as block and letters in it: what is not seen of a text is not counted, which the server knows.
  const letters = (text) => [...text].length;
  const placeIn = (block, node, offset) => {
    const probe = document.createRange();
    probe.setStart(block, 0);
    probe.setEnd(node, offset);
    let count = 0;
    for (const own of nodesOf(block)) {
      if (own === node) return count + letters(own.data.slice(0, offset));
      if (probe.comparePoint(own, own.length) > 0) break;
      count += letters(own.data);
    }
    return count;
  };
  const blockOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".fq-document [data-at]");
  const request = (range) => {
    const blocks = [...document.querySelectorAll(".fq-document [data-at]")].filter((block) => range.intersectsNode(block));
    if (!blocks.length) return null;
    const [first, last] = [blocks[0], blocks[blocks.length - 1]];
    const start = blockOf(range.startContainer) === first ? placeIn(first, range.startContainer, range.startOffset) : 0;
    const whole = letters(nodesOf(last).map((node) => node.data).join(""));
    const end = blockOf(range.endContainer) === last ? placeIn(last, range.endContainer, range.endOffset) : whole;
    return `${first.dataset.at}.${start}-${last.dataset.at}.${end}`;
  };
  // What was found, up to the ends of its words.
  const whole = (range) => {
    const wide = range.cloneRange();
    const isLetter = (node, at) => /[\p{L}\p{N}]/u.test(node.data?.[at] ?? "");
    while (isLetter(wide.startContainer, wide.startOffset - 1)) wide.setStart(wide.startContainer, wide.startOffset - 1);
    while (isLetter(wide.endContainer, wide.endOffset)) wide.setEnd(wide.endContainer, wide.endOffset + 1);
    return wide;
  };
  const wordsOf = (range) => {
    const copy = range.cloneContents();
    for (const own of copy.querySelectorAll(OWN)) own.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  // A field that is not shown takes the request to the server, as if it had been typed there.
  const typeInto = (input, words) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, words);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let number = 0;
  const send = (wish, range) => {
    const place = request(range);
    const input = document.querySelector(".st-key-fq-selected input");
    if (!place || !input) return;
    typeInto(input, `${wish} ${place} ${++number}`);
    const key = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true, cancelable: true };
    for (const kind of ["keydown", "keypress", "keyup"]) input.dispatchEvent(new KeyboardEvent(kind, key));
    getSelection().removeAllRanges();
    hide();
  };
  const ask = (button, range) => {
    const question = button.dataset.question.replace("{}", wordsOf(range).replace(/[“”]/g, "").slice(0, 300));
    history.pushState({}, "", button.dataset.ask);
    dispatchEvent(new PopStateEvent("popstate"));
    let tries = 100;
    const fill = () => {
      const input = document.querySelector(".st-key-q input");
      if (!input || document.querySelector('[data-test-script-state="running"]')) { if (tries--) setTimeout(fill, 100); return; }
      typeInto(input, question);
      input.focus();
      input.setSelectionRange(0, question.length);
    };
    setTimeout(fill, 300);
  };

  let chosen = null;
  const bar = () => document.querySelector(".fq-selection");
  const hide = () => { chosen = null; if (bar()) bar().hidden = true; };
  const offer = () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const isRead = range && (blockOf(range.startContainer) || blockOf(range.endContainer)) && wordsOf(range);
    if (!bar() || !isRead || range.startContainer.parentElement?.closest(".fq-tip, .fq-printed")) { hide(); return; }
    chosen = range.cloneRange();
    bar().hidden = false;
    const boxes = range.getClientRects();
    const last = boxes[boxes.length - 1] || range.getBoundingClientRect();
    const { width, height } = bar().getBoundingClientRect();
    const below = last.bottom + 8 + height < innerHeight ? last.bottom + 8 : Math.max(8, boxes[0].top - height - 8);
    bar().style.top = `${below}px`;
    bar().style.left = `${Math.max(8, Math.min(last.right - width / 2, innerWidth - width - 8))}px`;
  };
  let offering = 0;
  document.addEventListener("selectionchange", () => {
    if (bar()?.contains(document.activeElement)) return;
    clearTimeout(offering);
    offering = setTimeout(offer, 200);
  });
  document.addEventListener("scroll", () => { if (bar() && !bar().hidden) offer(); }, { capture: true, passive: true });
  // The selection stays while a button is pressed.
  document.addEventListener("mousedown", (event) => { if (event.target.closest?.(".fq-selection")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".fq-selection button, .fq-finder button");
    if (!button) return;
    if (button.matches(".fq-found-next")) go(1);
    else if (button.matches(".fq-found-previous")) go(-1);
    else if (button.matches(".fq-found-use")) send("cite", whole(state.found[state.at]));
    else if (chosen && button.dataset.wish) send(button.dataset.wish, chosen);
    else if (chosen && button.dataset.question) { ask(button, chosen); hide(); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // A page that is set anew (a highlight, another document, a reload) is searched anew; nothing moves then.
  let set = null;
  let pausing = 0;
  new MutationObserver(() => {
    clearTimeout(pausing);
    pausing = setTimeout(() => {
      const article = document.querySelector(".fq-document");
      if (article === set || !field()) return;
      set = article;
      hide();
      if (!article) return;
      // Who types at that moment goes on.
      const words = document.activeElement === field() ? field().value : sessionStorage.getItem(keyOf()) || "";
      if (field().value !== words) field().value = words;
      const at = state.at;
      find(words, false);
      if (at >= 0 && at < state.found.length) { state.at = at; paint(); tell(); }
    }, 150);
  }).observe(document.body, { childList: true, subtree: true });
})();
