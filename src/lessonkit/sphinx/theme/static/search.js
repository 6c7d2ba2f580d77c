/* Whose Picture? Search: the index is a script, so that it also works from a folder.
   Nothing that is typed leaves the page. Results are only ever set as text. */
(function () {
  "use strict";
  var form = document.getElementById("search");
  var box = document.getElementById("search-box");
  var count = document.getElementById("search-count");
  var list = document.getElementById("search-results");
  var pages = [];

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  /* The index: [address, title, section, for whom, text]. */
  window.lessonkitSearch = function (index) {
    pages = index.map(function (entry) {
      return {
        href: entry[0], title: entry[1], section: entry[2], audience: entry[3], text: entry[4],
        head: plain(entry[1] + " " + entry[2]), body: plain(entry[4])
      };
    });
    find();
  };

  function score(page, words) {
    var total = 0;
    for (var n = 0; n < words.length; n += 1) {
      var inHead = page.head.indexOf(words[n]) >= 0;
      var hits = page.body.split(words[n]).length - 1;
      if (!inHead && !hits) return 0;
      total += (inHead ? 20 : 0) + Math.min(hits, 5);
    }
    return total;
  }

  function snippet(page, words) {
    var at = words.map(function (word) { return page.body.indexOf(word); })
      .filter(function (place) { return place >= 0; })[0] || 0;
    /* Folding accents may move places by a letter or two; a snippet can bear it. */
    var start = page.text.lastIndexOf(" ", Math.max(0, at - 70)) + 1;
    var part = page.text.slice(start, start + 190);
    var p = document.createElement("p");
    p.append(start > 0 ? "… " : "");
    var low = plain(part), from = 0;
    while (from < part.length) {
      var next = -1, word = "";
      words.forEach(function (candidate) {
        var place = low.indexOf(candidate, from);
        if (place >= 0 && (next < 0 || place < next)) { next = place; word = candidate; }
      });
      if (next < 0 || low.length !== part.length) break;
      p.append(part.slice(from, next));
      var mark = document.createElement("mark");
      mark.textContent = part.slice(next, next + word.length);
      p.append(mark);
      from = next + word.length;
    }
    p.append(part.slice(from), start + 190 < page.text.length ? " …" : "");
    return p;
  }

  function find() {
    var words = plain(box.value).split(/\s+/).filter(function (word) { return word.length > 1; });
    list.replaceChildren();
    count.textContent = "";
    if (!words.length || !pages.length) return;
    var best = {};
    pages.forEach(function (page) {
      var points = score(page, words);
      var key = page.href.split("#")[0];
      if (points && (!best[key] || best[key].points < points)) best[key] = { page: page, points: points };
    });
    var found = Object.keys(best).map(function (key) { return best[key]; });
    found.sort(function (a, b) { return b.points - a.points; });
    count.textContent = !found.length ? form.dataset.none
      : found.length === 1 ? form.dataset.one
        : form.dataset.many.replace("{0}", found.length);
    found.slice(0, 40).forEach(function (hit) {
      var li = document.createElement("li");
      var a = document.createElement("a");
      a.href = form.dataset.root + hit.page.href;
      a.textContent = hit.page.title + (hit.page.section ? ": " + hit.page.section : "");
      var small = document.createElement("small");
      small.textContent = hit.page.audience;
      li.append(a, small, snippet(hit.page, words));
      list.append(li);
    });
  }

  box.disabled = false;
  box.addEventListener("input", find);
  var script = document.createElement("script");
  script.src = form.dataset.root + form.dataset.index;
  document.head.append(script);
})();
