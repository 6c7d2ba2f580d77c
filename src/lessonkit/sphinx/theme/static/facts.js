/* The page of facts: show those that hold some words, or may be shown to someone. */
(function () {
  "use strict";
  var form = document.querySelector("[data-facts]");
  var topics = Array.from(document.querySelectorAll("main section[id^=topic-]"));
  if (!form || !topics.length) return;
  var words = form.querySelector("input");
  var audience = form.querySelector("select");
  var count = form.querySelector("[role=status]");
  var facts = Array.from(document.querySelectorAll("main [id^=fact-]"));

  function show() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = facts.filter(function (fact) {
      var topic = fact.closest("section").querySelector("h2").textContent;
      var text = (topic + " " + fact.textContent).toLowerCase();
      var fits = (!audience.value || fact.classList.contains(audience.value)) &&
        wanted.every(function (word) { return text.indexOf(word) >= 0; });
      fact.hidden = !fits;
      return fits;
    });
    topics.forEach(function (topic) {
      topic.hidden = !topic.querySelector("[id^=fact-]:not([hidden])");
    });
    count.textContent = form.getAttribute(shown.length ? "data-count" : "data-none")
      .replace("{0}", shown.length).replace("{1}", facts.length);
  }

  /* A link from a lesson to one fact must find it. */
  function showAll() {
    words.value = audience.value = "";
    show();
  }

  words.addEventListener("input", show);
  audience.addEventListener("change", show);
  form.querySelector("button").addEventListener("click", function () {
    showAll();
    words.focus();
  });
  addEventListener("hashchange", showAll);
  topics[0].before(form);
  form.hidden = false;
  showAll();
})();
