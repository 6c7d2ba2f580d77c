/* The pupil's start page: where you stopped. course.js notes the place when a lesson
   is left. It is kept in this tab; on the device only while the box is ticked. */
(function () {
  "use strict";
  var KEEP = "lessonkit:keep-place";
  var PLACE = "lessonkit:place:" + document.body.getAttribute("data-band");
  var box = document.querySelector("[data-stopped]");
  var list = document.querySelector(".lesson-list");
  if (!box || !list) return;

  /* A browser may refuse storage: then there is no place, and no box. */
  function stores(use) {
    try { return use(localStorage, sessionStorage); } catch (refused) { return undefined; }
  }

  /* Only a lesson of this page is linked, whatever was stored. */
  function show() {
    var place = stores(function (device, tab) {
      return (device.getItem(KEEP) && device.getItem(PLACE)) || tab.getItem(PLACE);
    }) || "";
    var parts = /^([\w-]+\.html)(#[\w-]*)?$/.exec(place);
    var link = parts && Array.from(document.querySelectorAll(".lesson-list strong a")).find(
      function (a) { return new URL(a.href).pathname.endsWith("/" + parts[1]); });
    box.querySelector("[data-none]").hidden = Boolean(link);
    box.querySelector("[data-go]").hidden = !link;
    if (!link) return;
    var go = box.querySelector("[data-go] a");
    go.href = link.href.split("#")[0] + (parts[2] || "");
    go.querySelector("span").textContent = link.textContent;
  }

  var tick = box.querySelector("input");
  tick.addEventListener("change", function () {
    stores(function (device, tab) {
      if (tick.checked) {
        device.setItem(KEEP, "1");
        if (tab.getItem(PLACE)) device.setItem(PLACE, tab.getItem(PLACE));
        return;
      }
      Object.keys(device).forEach(function (key) {
        if (key === KEEP || key.indexOf("lessonkit:place:") === 0) device.removeItem(key);
      });
    });
    show();
  });

  var works = stores(function (device) {
    tick.checked = Boolean(device.getItem(KEEP));
    return true;
  });
  if (!works) return;
  list.before(box);
  box.hidden = false;
  show();
  addEventListener("pageshow", function (event) { if (event.persisted) show(); });
})();
