"""The checks know the blocks that authors are told about, and no others."""

import re
from pathlib import Path

from lessonkit.checks.blocks import SHAPES

ROOT = Path(__file__).parents[2]


def test_every_documented_block_has_a_shape() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    documented = set(re.findall(r"`:::\{([a-z-]+)\}", text))
    assert documented - SHAPES.keys() == set()
    assert len(documented) > 20


def test_every_option_that_is_documented_is_known() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    for line in text.splitlines():
        name = re.match(r"\| `:::\{([a-z-]+)\}", line)
        if name and not line.startswith("| `:::{path}"):
            for option in re.findall(r"`:([a-z-]+):", line):
                assert option in SHAPES[name[1]].options, (name[1], option)
