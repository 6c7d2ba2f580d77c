/* Whose Picture? The one script of every page. It stands first in the head and
   blocks, so that leaving quickly works before anything else has loaded. Texts come
   from data- attributes; text is only ever set as text. Nothing is sent anywhere. */
(function () {
  "use strict";
  var page = document.documentElement;
  var me = document.currentScript;
  var base = me.getAttribute("data-root");
  var neutral = new URL(base + "times-tables.html", location.href).href;
  var LEFT = "lessonkit:left";
  var COUNTRY = "lessonkit:country";

  /* A browser may refuse storage; the page works without. */
  function keep(store, key, value) {
    try {
      if (value === undefined) return window[store].getItem(key);
      if (value === null) window[store].removeItem(key);
      else window[store].setItem(key, value);
    } catch (refused) { /* kept nowhere */ }
    return null;
  }

  function forget(store) {
    try {
      Object.keys(window[store]).forEach(function (key) {
        if (key.indexOf("lessonkit:") === 0) window[store].removeItem(key);
      });
    } catch (refused) { /* nothing was kept */ }
  }

  /* --- Leave quickly ------------------------------------------------------- */

  function goAway() {
    page.setAttribute("data-gone", "");
    location.replace(neutral);
  }

  function leave() {
    page.setAttribute("data-gone", "");
    forget("localStorage");
    forget("sessionStorage");
    /* The one mark that stays, in this tab only: Back must not show the lesson. */
    keep("sessionStorage", LEFT, "1");
    goAway();
  }

  function cameBack() {
    var entry = performance.getEntriesByType("navigation")[0];
    return Boolean(entry) && entry.type === "back_forward";
  }

  if (keep("sessionStorage", LEFT)) {
    if (cameBack()) goAway();
    else keep("sessionStorage", LEFT, null);
  }
  /* A page that the browser kept whole is hidden while it is away, so that it
     cannot be seen for a moment when it returns. */
  addEventListener("pagehide", function () { page.setAttribute("data-gone", ""); });
  addEventListener("pageshow", function (event) {
    if (event.persisted && keep("sessionStorage", LEFT)) goAway();
    else if (!keep("sessionStorage", LEFT)) page.removeAttribute("data-gone");
  });

  var presses = 0, lastKey = "", lastTime = 0;
  addEventListener("keydown", function (event) {
    if (event.repeat) return;
    var counts = event.key === "Escape" || event.key === "Shift";
    if (!counts || event.key !== lastKey || event.timeStamp - lastTime > 2000) presses = 0;
    lastKey = event.key;
    lastTime = event.timeStamp;
    if (counts && (presses += 1) === 3) leave();
  }, true);
  addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-leave]");
    if (!link) return;
    event.preventDefault();
    leave();
  }, true);

  /* --- Help in your country: chosen by the reader, never guessed ------------- */

  function chosen() {
    return keep("localStorage", COUNTRY) || keep("sessionStorage", COUNTRY) || "";
  }

  var waiting = null;
  function withCountries(use) {
    if (window.lessonkitCountries) return use(window.lessonkitCountries);
    if (waiting) return waiting.push(use);
    waiting = [use];
    var script = document.createElement("script");
    script.src = new URL(base + me.getAttribute("data-countries"), location.href).href;
    script.onload = function () {
      waiting.forEach(function (go) { go(window.lessonkitCountries); });
    };
    document.head.append(script);
    return undefined;
  }

  function link(href, text) {
    var a = document.createElement("a");
    a.href = href;
    a.textContent = text;
    a.rel = "noreferrer";
    return a;
  }

  /* countries.js: {code: [name, page, service, number, dialled number]} */
  function showCountry(countries, code) {
    var country = countries[code];
    document.querySelectorAll("[data-service]").forEach(function (place) {
      if (!place.first) place.first = Array.from(place.childNodes);
      place.toggleAttribute("data-chosen", Boolean(country));
      if (!country) return place.replaceChildren.apply(place, place.first);
      var parts = [link(base + country[1], country[0]), ": " + country[2]];
      if (country[3]) parts.push(" ", link("tel:" + country[4], country[3]));
      return place.replaceChildren.apply(place, parts);
    });
  }

  function setUpChooser(box) {
    var select = box.querySelector("select");
    var remember = box.querySelector("input");
    box.hidden = false;
    remember.checked = Boolean(keep("localStorage", COUNTRY));
    box.addEventListener("toggle", function () {
      if (!box.open) return;
      select.focus();
      if (select.options.length > 1) return;
      withCountries(function (countries) {
        Object.keys(countries).forEach(function (code) {
          select.add(new Option(countries[code][0], code));
        });
        select.value = chosen();
      });
    });
    function save() {
      var code = select.value || chosen();
      keep("sessionStorage", COUNTRY, code || null);
      keep("localStorage", COUNTRY, remember.checked && code ? code : null);
    }
    select.addEventListener("change", function () {
      if (!select.value) {
        keep("sessionStorage", COUNTRY, null);
        keep("localStorage", COUNTRY, null);
      } else save();
      withCountries(function (countries) { showCountry(countries, select.value); });
    });
    remember.addEventListener("change", save);
  }

  /* --- Where you stopped: in this tab; on the device only if you ticked it --- */

  function notePlace() {
    var lesson = document.querySelector(".steps");
    if (!lesson || keep("sessionStorage", LEFT)) return;
    var key = "lessonkit:place:" + document.body.getAttribute("data-band");
    var place = location.pathname.split("/").pop() + "#";
    lesson.querySelectorAll("section[id]").forEach(function (part) {
      if (part.getBoundingClientRect().top < innerHeight / 4) {
        place = place.split("#")[0] + "#" + part.id;
      }
    });
    keep("sessionStorage", key, place);
    if (keep("localStorage", "lessonkit:keep-place")) keep("localStorage", key, place);
  }
  addEventListener("pagehide", notePlace);
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) notePlace();
  });

  /* --- When the page is there ------------------------------------------------ */

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("details[data-country]").forEach(setUpChooser);
    if (chosen()) withCountries(function (countries) { showCountry(countries, chosen()); });
    /* What has not been seen at its source for half a year says so. */
    var today = new Date().toISOString().slice(0, 10);
    document.querySelectorAll("[data-stale-after]").forEach(function (note) {
      if (note.getAttribute("data-stale-after") < today) note.hidden = false;
    });
  });

  /* On paper every answer is open and every drawing there. */
  addEventListener("beforeprint", function () {
    document.querySelectorAll("img[loading]").forEach(function (image) {
      image.loading = "eager";
    });
    document.querySelectorAll("main details:not([open])").forEach(function (box) {
      box.open = true;
      box.setAttribute("data-printed", "");
    });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (box) {
      box.open = false;
      box.removeAttribute("data-printed");
    });
  });
})();
