/* Warns before the session ends, and leaves the page when it has ended and nothing was typed. */
"use strict";

(() => {
  const bar = document.getElementById("sessie");
  // Seconds. Somebody who reads slowly has the time to press the button.
  const WARNING = 120;
  const AGAIN = 30;
  let typed = false;
  let timer = 0;

  const show = (when) => {
    for (const part of bar.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== when;
    }
  };

  const plan = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(seconds, 1) * 1000);
  };

  const ask = async (method) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    const headers = token && method === "POST" ? { "X-CSRFToken": token.value } : {};
    const answer = await fetch(bar.dataset.url, { method, headers });
    return answer.ok ? answer.json() : { seconds: 0, can_stay: false };
  };

  const end = () => {
    if (typed) {
      show("over");
      return;
    }
    const here = encodeURIComponent(location.pathname + location.search);
    location.assign(`${bar.dataset.signIn}?next=${here}`);
  };

  const follow = ({ seconds, can_stay: canStay }) => {
    if (seconds <= 0) {
      end();
    } else if (seconds <= WARNING) {
      show(canStay ? "soon" : "last");
      plan(seconds + 1);
    } else {
      show("");
      plan(seconds - WARNING);
    }
  };

  // Another tab may have gone on meanwhile, so the server is asked each time.
  const look = async (method = "GET") => {
    try {
      follow(await ask(method));
    } catch {
      plan(AGAIN);
    }
  };

  document.addEventListener("input", () => {
    typed = true;
  });
  bar.querySelector("[data-stay]").addEventListener("click", () => look("POST"));
  // A computer that slept counts no seconds.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  plan(Number(bar.dataset.left) - WARNING);
})();
