"""The figures of pages in a browser catch what they are there for."""

import pytest

from trust import access, injection, leaving, pages, storage

pytestmark = pytest.mark.browser
NAMES = ["one.html", "two.html", "three.html"]


def test_good_pages_pass(built):
    for measure in (pages.offline, pages.third_parties, pages.strict_policy):
        found = measure(built)
        assert found.met, found
    assert pages.script_off(built).met
    assert access.look(built.html, NAMES[:1]) == []


def test_a_site_without_pages_proves_nothing(built):
    for file in (*built.html.glob("*.html"), *built.learner.glob("*.html")):
        file.unlink()
    for measure in (pages.offline, pages.third_parties, pages.strict_policy):
        assert not measure(built).met


def test_a_file_that_is_missing_offline_is_caught(built, plant):
    plant("leave.js", "lost.js")
    found = pages.offline(built)
    assert not found.met
    assert found.text == "1 of 5 pages"
    assert "lost.js" in "".join(found.faults)


def test_an_error_of_a_script_is_caught(built):
    (built.html / "leave.js").write_text("nothing.here();", "utf-8")
    assert pages.offline(built).text == "3 of 5 pages"


def test_a_search_that_finds_nothing_is_caught(site, plant, monkeypatch):
    plant("<h1>", '<input id="search-box"><ol id="search-results"></ol><h1>')
    monkeypatch.setattr(pages, "SEARCH", "one.html")
    monkeypatch.setattr(pages, "PATIENCE_MS", 50)
    (visit,) = pages.visit(site, ["one.html"])
    assert "does not find" in "".join(visit.messages)


def test_a_quiz_without_a_review_is_caught(site, plant):
    plant("<h1>", '<div class="quiz"><p class="question">?</p></div><h1>')
    (visit,) = pages.visit(site, ["one.html"])
    assert "no review" in "".join(visit.messages)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h1>", '<img alt="" src="https://192.0.2.1/x.png"><h1>'),
        ("leave.js", "//192.0.2.1/leave.js"),
        ("<title>", '<link rel="stylesheet" href="http://192.0.2.1/x.css"><title>'),
    ],
)
def test_something_from_elsewhere_is_caught(built, plant, old, new):
    plant(old, new)
    found = pages.third_parties(built)
    assert not found.met
    assert "192.0.2.1" in "".join(found.faults)


def test_a_style_that_loads_from_elsewhere_is_caught(built):
    style = "@font-face { src: url(https://192.0.2.1/f.woff2) }"
    (built.html / "x.css").write_text(style, "utf-8")
    assert not pages.third_parties(built).met


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("default-src 'none'", "default-src *"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("<head>\n", "<head>\n<base href='x'>"),
        ("<h1>", '<h1 style="color: red">'),
        ("<h1>", "<script>1</script><h1>"),
        ("<h1>", '<h1 onclick="x()">'),
    ],
)
def test_a_page_without_the_strict_policy_is_caught(built, plant, old, new):
    plant(old, new)
    found = pages.strict_policy(built)
    assert not found.met
    assert found.text.startswith("1 of 5 pages")


def test_a_violation_in_use_is_caught(built):
    script = "addEventListener('DOMContentLoaded', () => { document.body.append("
    script += "Object.assign(document.createElement('style'), {textContent: 'a{}'}))})"
    (built.html / "leave.js").write_text(script, "utf-8")
    assert not pages.strict_policy(built).met


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h1>", "<h1 hidden>"),
        ('class="helpbar"', 'class="helpbar" hidden'),
        ('class="leave"', 'class="leave" hidden'),
        ("<main>", "<main hidden>"),
        ("<h1>", '<h1>Quiz</h1><div class="question"><legend>?</legend></div><h1>'),
    ],
)
def test_a_page_that_needs_a_script_is_caught(built, plant, old, new):
    plant(old, new)
    assert pages.script_off(built).text == "1 of 4 pages"


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ('<img src="data:,"><h1>', "image-alt"),
        ("<button></button><h1>", "button-name"),
        ('<p lang="xx-wrong">x</p><h1>', "valid-lang"),
    ],
)
def test_a_barrier_that_axe_knows_is_caught(site, plant, new, rule):
    plant("<h1>", new)
    found = access.look(site, ["one.html"])
    assert {fault.split()[3] for fault in found} == {rule}
    assert len(found) == 4


def test_a_page_that_is_wider_than_a_phone_is_caught(site, plant):
    plant("yours.", "x" * 400)
    assert "wider" in "".join(access.look(site, ["one.html"]))


def test_a_sample_comes_from_all_over_the_site():
    names = [str(n) for n in range(100)]
    assert access.sample(names, 4) == ["0", "25", "50", "75"]
    assert access.sample(names, 0) == access.sample(names, 200) == names


def test_leaving_in_every_way_passes(site):
    found = leaving.leave_often(site, NAMES, runs=3)
    assert found.text.endswith("0 in 3 runs"), found.faults
    assert "inf" not in found.text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("sessionStorage.clear();", "", "still stored"),
        ("sessionStorage.setItem(left, '1');", "", "Back shows"),
        ("location.replace('times-tables.html')", "location.href = 'two.html'", "Back"),
    ],
)
def test_leaving_that_leaves_a_trace_is_caught(site, old, new, fault):
    script = site / "leave.js"
    text = script.read_text("utf-8").replace("localStorage.clear(); ", "")
    text = text.replace(old, f"localStorage.clear();{new}" if new else "")
    script.write_text(text, "utf-8")
    found = leaving.leave_often(site, NAMES, runs=1)
    assert not found.met
    assert fault in "".join(found.faults)


def test_a_slow_exit_is_over_the_limit(site, monkeypatch):
    monkeypatch.setattr(leaving, "LIMIT_MS", -1)
    assert not leaving.leave_often(site, NAMES, runs=1).met


def test_a_link_to_leave_that_leads_back_is_caught_without_a_script(site, monkeypatch):
    monkeypatch.setattr(leaving, "PATIENCE_MS", 500)
    page = site / "three.html"
    text = page.read_text("utf-8").replace("times-tables.html", "one.html", 1)
    page.write_text(text, "utf-8")
    found = leaving.leave_often(site, NAMES, runs=1)
    assert "JavaScript off: still shown" in found.faults


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("localStorage.setItem('theme', 'dark')", "not ours"),
        ("localStorage.setItem('lessonkit:country', 'PL')", "unasked"),
        ("sessionStorage.setItem('lessonkit:quiz:a', '{\"a\":\"I am Leo\"}')", "more"),
    ],
)
def test_what_stays_on_the_device_is_caught(site, script, fault):
    (site / "leave.js").write_text(script, "utf-8")
    assert fault in "".join(storage.look(site, ["one.html"]))


def test_a_field_for_a_text_is_caught(site, plant):
    plant("<h1>", '<label>Your name <input type="text"></label><h1>')
    assert "own text" in "".join(storage.look(site, ["one.html"]))


def test_answers_that_survive_clearing_are_caught(site, plant):
    plant("<h1>", '<div class="quiz"><button class="clear">Clear</button></div><h1>')
    keep = "sessionStorage.setItem('lessonkit:quiz:a', '{\"answers\":{}}')"
    (site / "leave.js").write_text(keep, "utf-8")
    found = "".join(storage.look(site, ["one.html"]))
    assert "survives clearing" in found


def test_a_cookie_is_caught():
    assert storage.stored_faults({"cookie": "a=1", "session": {}, "local": {}})


def test_an_unsafe_call_and_a_foreign_scheme_are_caught(site, plant):
    assert injection.sinks(site) == []
    assert injection.schemes(site) == []
    (site / "leave.js").write_text("document.body.innerHTML = x; eval (y)", "utf-8")
    plant("times-tables.html", "javascript:x()")
    assert len(injection.sinks(site)) == 2
    assert injection.schemes(site)
