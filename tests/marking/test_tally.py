"""Difficulty, discrimination and counts, against Python's own statistics."""

import random
import statistics
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marking.returning import letters_of, points_of, sample_shelf, write
from tests.quiz.sample import QUIZ

from lessonkit.marking.findings import Findings
from lessonkit.marking.keys import QuizKey
from lessonkit.marking.returned import Returned
from lessonkit.marking.submission import Submission
from lessonkit.marking.tally import MIN_DISCRIMINATION, MIN_GROUP, QuizTally

KEY = QuizKey(QUIZ)
ALL = [letters_of(which) for which in range(3)]


def submission(letters, before=(None, None), after=(None, None)):
    marks = [q.mark_letters(x) for q, x in zip(KEY.questions, letters, strict=True)]
    return Submission(KEY, marks, before, after)


def tally_of(submissions):
    tally = QuizTally(KEY)
    for one in submissions:
        tally.add(one)
    return tally


def mixed(count, seed=1):
    """Return pupils who answer each question rightly, partly or wrongly by chance."""
    chance = random.Random(seed)
    return [
        submission([ALL[chance.randrange(3)][n] for n in range(7)])
        for _ in range(count)
    ]


@settings(deadline=None, max_examples=25)
@given(st.integers(MIN_DISCRIMINATION, 60), st.integers(0, 10_000))
def test_difficulty_and_discrimination_are_those_of_the_textbook(count, seed):
    pupils = mixed(count, seed)
    for n, result in enumerate(tally_of(pupils).results()):
        item = [pupil.marks[n].points for pupil in pupils]
        rest = [
            sum(mark.points for mark in pupil.marks) - pupil.marks[n].points
            for pupil in pupils
        ]
        assert result.difficulty == pytest.approx(statistics.fmean(item))
        if len(set(item)) == 1 or statistics.pstdev(rest) < 1e-6:
            assert result.discrimination is None
        else:
            wanted = statistics.correlation(item, rest)
            assert result.discrimination == pytest.approx(wanted, abs=1e-6)


def test_discrimination_needs_twenty_pupils():
    assert {r.discrimination for r in tally_of(mixed(19)).results()} == {None}
    assert None not in {r.discrimination for r in tally_of(mixed(20)).results()}


def test_a_question_that_all_answer_alike_tells_nobody_apart():
    pupils = [submission(ALL[0]) for _ in range(30)]
    results = tally_of(pupils).results()
    assert {r.discrimination for r in results} == {None}
    assert {r.difficulty for r in results} == {1.0}


def test_every_choice_is_counted_at_its_place():
    pupils = [submission(ALL[0])] * 3 + [submission(ALL[2])] * 4
    by_id = {r.key.question.id: r for r in tally_of(pupils).results()}
    assert by_id["not-a-joke"].places[0].counts == (4, 3, 0, 0)
    assert by_id["who-can-help"].places[0].counts == (3, 4, 3, 3, 4)
    assert [p.counts for p in by_id["first-steps"].places] == [
        (3, 4, 0, 0),
        (0, 3, 4, 0),
        (0, 0, 3, 4),
        (4, 0, 0, 3),
    ]
    assert by_id["what-it-means"].places[2].counts == (4, 0, 3, 0)
    assert by_id["a-hash"].places[0].counts == (3, 4)
    # All seven took the best way at once, so nobody came to the other steps.
    assert [p.counts for p in by_id["ravi-writes"].places] == [(7, 0), (0, 0), (0,)]


def test_a_distractor_that_draws_more_than_the_key_is_noticed():
    pupils = [submission(ALL[0])] * 3 + [submission(ALL[2])] * 4
    (place,) = tally_of(pupils).results()[0].places
    assert place.draws_more_than_the_key == [True, False, False, False]


def test_who_does_not_answer_earns_nothing_and_chooses_nothing():
    pupils = [submission(["", *ALL[0][1:]])] * 6 + [submission(ALL[0])] * 6
    result = tally_of(pupils).results()[0]
    assert (result.answered, result.difficulty) == (6, 0.5)
    assert result.places[0].counts == (0, 6, 0, 0)


def test_choices_of_fewer_than_five_are_not_kept_in_a_result():
    pupils = [submission(["", *ALL[0][1:]])] * 6 + [submission(ALL[0])] * 4
    results = tally_of(pupils).results()
    assert results[0].places == []
    assert results[1].places != []


def test_a_group_is_shown_from_five_pupils_on():
    assert not tally_of(mixed(MIN_GROUP - 1)).shown
    assert tally_of(mixed(MIN_GROUP)).shown


def test_confidence_counts_those_who_said_it_both_times():
    pupils = [
        submission(ALL[0], (0, 3), (2, 3)),
        submission(ALL[0], (1, 3), (0, None)),
        submission(ALL[0], (None, 3), (2, 2)),
    ]
    first, second = tally_of(pupils).confidence
    assert (first.surer, first.same, first.less_sure) == (1, 0, 1)
    assert (first.before, first.after) == ([1, 1, 0, 0], [1, 0, 1, 0])
    assert (second.surer, second.same, second.less_sure) == (0, 1, 1)
    assert not first.shown


def test_ten_times_the_pupils_need_hardly_more_memory(tmp_path):
    def peak(count):
        rows = "".join(f"{QUIZ.id},p{n},{','.join(ALL[n % 3])}\n" for n in range(count))
        header = "quiz,pupil," + ",".join(str(n) for n in range(1, 8)) + "\n"
        path = write(tmp_path / f"{count}.csv", header + rows)
        tally = QuizTally(KEY)
        returned = Returned(sample_shelf(tmp_path), Findings())
        tracemalloc.start()
        for one in returned.read([path]):
            tally.add(one)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert tally.pupils == count
        return found

    peak(100)
    # The rows themselves would be 1.5 MB more; marks of who returned are 70 bytes.
    assert peak(10_000) - peak(1_000) < 1_200_000


def test_points_add_up():
    tally = tally_of([submission(ALL[n]) for n in range(3)])
    assert tally.total == pytest.approx(sum(sum(points_of(n)) for n in range(3)))
