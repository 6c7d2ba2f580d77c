"""The PDF of a school's policy can be read aloud: veraPDF passes it as PDF/UA-1."""

import datetime

import pytest
from tests.conftest import ROOT
from tests.pdf import verapdf

from lessonkit.export.policy import write_policy
from lessonkit.model.policy import ROLES, WORDS, SchoolPolicy

pytestmark = pytest.mark.pdf


def test_the_policy_of_a_school_is_pdf_ua(course, tmp_path):
    policy = SchoolPolicy(
        "École Élémentaire № 5",
        "FR",
        datetime.date(2026, 11, 30),
        datetime.date(2027, 11, 30),
        {role: f"Name of {role}" for role in ROLES},
        {name: f"Words on {name}" for name in WORDS},
    )
    _docx, pdf = write_policy(course, policy, tmp_path / "out")
    assert ROOT not in pdf.parents
    assert verapdf.validate([pdf])[pdf] == []
