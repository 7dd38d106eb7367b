// What markup alone cannot do: the key "/", links within the app, a citation in the address that outlives a reload, the folds and
// the place of each step in the history, and why a file was not taken. The script is fixed: nothing of a document or a question is in it, and it writes text only.
(() => {
  if (window.footnoteQA) return;
  window.footnoteQA = true;
  const citation = /^#evidence-[\w-]+$/;

  const isTyping = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.closest('[role="combobox"], dialog');

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const field = document.querySelector(".st-key-q input, .st-key-words input, .fq-finder input");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // Who asks something else, or begins anew, goes on in the field.
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest(".st-key-fq-again, .st-key-fq-anew")) {
      document.querySelector(".st-key-q input").focus();
    }
  });

  // Words to look for are sent as one types: Streamlit waits for Enter, so that is pressed after a short rest.
  let resting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target.closest && event.target.closest(".st-key-words input");
    if (!field || event.isComposing) return;
    clearTimeout(resting);
    resting = setTimeout(() => {
      const key = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true, cancelable: true };
      for (const kind of ["keydown", "keypress", "keyup"]) field.dispatchEvent(new KeyboardEvent(kind, key));
    }, 350);
  });

  // A link to another view, followed without a reload, so that the conversation is not lost.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".stHtml a[href]");
    if (!link || !/^(\.\/|read|sources|audit|add)(\?|$)/.test(link.getAttribute("href"))) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
  });

  // The number that a question gets when it is kept, and the name of the project, are no steps of their own: a Back to the question
  // without its number would ask it again.
  const push = history.pushState;
  history.pushState = function (state, title, address) {
    const to = new URL(address || "", location.href);
    const from = new URLSearchParams(location.search);
    const added = [...to.searchParams.keys()].filter((name) => !from.has(name));
    const isKept = [...from].every(([name, value]) => to.searchParams.getAll(name).includes(value));
    const isSaid = added.length && added.every((name) => name === "project" || (name === "turn" && from.get("q")));
    remember();
    const write = to.pathname === location.pathname && isKept && isSaid ? history.replaceState : push;
    return write.call(this, state, title, address);
  };

  // Which folds are open and how far the page was scrolled, for each address, until the tab is closed. While a page is coming
  // back that is not noted: what is drawn on the way is not what the reader left.
  const folds = () => [...document.querySelectorAll(".stHtml details")];
  const scroller = () => document.querySelector('[data-testid="stMain"]') || document.scrollingElement;
  const step = () => "fq " + location.pathname + location.search;
  let coming = null;
  let noting = 0;
  const remember = () => {
    clearTimeout(noting);
    noting = 0;
    if (coming) return;
    const all = folds();
    const open = all.flatMap((fold, number) => (fold.open ? [number] : []));
    try {
      sessionStorage.setItem(step(), JSON.stringify({ all: all.length, open, top: scroller().scrollTop }));
    } catch { /* no room, or not allowed: the page opens as a new one */ }
  };
  const note = () => { if (!coming && !noting) noting = setTimeout(remember, 150); };
  document.addEventListener("scroll", note, { capture: true, passive: true });
  document.addEventListener("toggle", note, true);
  addEventListener("pagehide", remember);
  const comeBack = (event) => {
    clearTimeout(noting);
    noting = 0;
    coming = null;
    // A link that is followed (above) opens its page as a new one.
    if (event && !event.isTrusted) return;
    try {
      coming = JSON.parse(sessionStorage.getItem(step()));
    } catch { coming = null; }
    if (!coming) return;
    coming.until = Date.now() + 8000;
    setTimeout(settle, 100);
  };
  const settle = () => {
    if (!coming) return;
    const all = folds();
    if (all.length === coming.all) {
      all.forEach((fold, number) => { fold.open = coming.open.includes(number); });
      // What is drawn late (a font, a field) moves the text: the place is held until nothing has moved for a while.
      const held = Math.abs(scroller().scrollTop - coming.top) < 1 && isAtRest();
      coming.held = held ? (coming.held || 0) + 1 : 0;
      scroller().scrollTop = coming.top;
      if (coming.held > 10) { coming = null; return; }
    }
    if (Date.now() < coming.until) setTimeout(settle, 60);
    else coming = null;
  };
  const isAtRest = () => !document.querySelector('[data-test-script-state="running"]') && document.fonts.status === "loaded";
  // Who begins to read is not moved any more.
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(kind, () => { coming = null; }, { capture: true, passive: true });
  }
  addEventListener("popstate", comeBack);
  comeBack();

  // The language of the page, which is kept where it was chosen; and what this script says itself, in that language.
  const spoken = () => document.querySelector(".fq-language");
  const said = (name, otherwise) => (spoken() && spoken().dataset[name]) || otherwise;
  // What Streamlit says itself where a visitor would miss it, in the language of the page.
  const own = {
    "Upload": "upload", "Upload directories": "folders", "per file": "each", "Skip to main content": "skip", "Press Enter to apply": "apply",
    "Press Enter to submit form": "submit",
  };
  const ownPlaces = '[data-testid="stFileUploaderDropzone"], [data-testid="stSkipToContent"], [data-testid="InputInstructions"]';
  const tellOwn = () => {
    if (!spoken() || spoken().lang === "en") return;
    for (const place of document.querySelectorAll(ownPlaces)) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        for (const words in own) {
          if (node.data.endsWith(words)) node.data = node.data.slice(0, -words.length) + said(own[words], words);
        }
      }
    }
  };
  let keptLanguage = "";
  const tellLanguage = () => {
    const language = spoken() && spoken().lang;
    if (!language) return;
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    if (!spoken().dataset.chosen || keptLanguage === language) return;
    keptLanguage = language;
    document.cookie = "fq-lang=" + language + "; path=/; max-age=31536000; samesite=lax";
  };

  // An address or a citation, as it is shown, to the clipboard, with its italics; where the browser has none for pages like this,
  // it is selected.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button.fq-copy");
    const shown = button && button.closest(".fq-address, .fq-to-copy").querySelector("code, .fq-copy-text");
    if (!shown) return;
    const named = button.dataset.named || (button.dataset.named = button.textContent);
    try {
      // A tag that stands here as such would have the page leave this script out.
      const kinds = { "text/plain": shown.innerText, "text/html": shown.innerHTML.replace(/\n/g, `<${"br"}>`) };
      const parts = Object.entries(kinds).map(([kind, words]) => [kind, new Blob([words], { type: kind })]);
      if (shown.matches("code")) await navigator.clipboard.writeText(shown.textContent);
      else await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
      button.textContent = voice.textContent = said("copied", "Copied");
    } catch {
      getSelection().selectAllChildren(shown);
      button.textContent = voice.textContent = said("selected", "Selected: copy it now");
    }
    setTimeout(() => { button.textContent = named; }, 2000);
  });

  // An opened citation stands in the address.
  document.addEventListener("toggle", (event) => {
    const evidence = event.target.open && event.target.querySelector(":scope > .fq-evidence[id]");
    if (!evidence || !citation.test("#" + evidence.id)) return;
    history.replaceState(history.state, "", location.pathname + location.search + "#" + evidence.id);
  }, true);

  const reveal = () => {
    const evidence = citation.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!evidence) return false;
    for (let fold = evidence.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    evidence.closest("details").scrollIntoView({ block: "start" });
    return true;
  };

  // Streamlit shows why a file was not taken as a status code, and only under the pointer. What the server said about it
  // takes its place, and stands below the field as long as the file is in it.
  let refusal = "";
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, address, ...others) {
    const note = (event) => {
      const told = event.type === "load" && /^text\/plain/.test(this.getResponseHeader("content-type")) ? this.responseText : "";
      if (this.status >= 400 || event.type === "error") refusal = told || said("unsent", "This file could not be sent; try again.");
    };
    if (String(address).includes("/_stcore/upload_file/")) for (const end of ["load", "error"]) this.addEventListener(end, note);
    return open.call(this, method, address, ...others);
  };
  const tellRefusal = () => {
    const place = document.querySelector(".fq-refused");
    if (!place) return;
    let words = "";
    for (const told of document.querySelectorAll('.stFileChip [role="alert"], .stTooltipErrorContent')) {
      for (const text of told.childNodes) if (/^AxiosError/.test(text.data)) text.data = refusal;
      if (told.textContent.includes(refusal)) words = refusal;
    }
    if (place.textContent !== words) place.textContent = words;
  };

  // The page fills after it is loaded: what the address names may come late, and an answer is announced when it is there.
  let sought = coming ? "" : location.hash;
  let announced = null;
  const voice = document.body.appendChild(document.createElement("div"));
  voice.setAttribute("role", "status");
  voice.className = "fq-voice";
  voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  // A button that looks otherwise once it was pressed is a new one to Streamlit: the focus, which a keyboard needs, goes on to it.
  let pressed = "";
  document.addEventListener("click", (event) => {
    const own = event.target.closest && event.target.closest('[class*="st-key-fq-"] button');
    const place = own && own.closest('[class*="st-key-fq-"]');
    pressed = place ? [...place.classList].find((name) => name.startsWith("st-key-fq-")) : "";
  }, true);
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { pressed = ""; }, true);
  const keepFocus = () => {
    if (!pressed || document.activeElement !== document.body) return;
    const again = document.querySelector("." + CSS.escape(pressed) + " button");
    if (again) again.focus({ preventScroll: true });
  };

  new MutationObserver(() => {
    keepFocus();
    tellLanguage();
    tellOwn();
    if (refusal) tellRefusal();
    if (sought && reveal()) sought = "";
    const answer = document.querySelector(".stHtml > .fq-answer, .stHtml > .fq-refusal");
    const words = answer ? answer.getAttribute("aria-label") + ": " + (answer.querySelector("p") || answer).textContent : "";
    if (words === announced) return;
    announced = words;
    voice.textContent = words.slice(0, 300);
  }).observe(document.body, { childList: true, subtree: true });
})();
