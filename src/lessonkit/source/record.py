"""Read a mapping field by field into a model, reporting what does not fit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lessonkit.model.problem import Place, Problem
from lessonkit.source.yamltext import Key, Trail, YamlText

ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
COUNTRY = re.compile(r"[A-Z]{2}\Z")


@dataclass(slots=True)
class Record:
    """One mapping of a YAML document, with typed access to its fields.

    Every accessor reports ``field-missing``, ``field-type``, ``field-empty`` or a
    rule of its own at the exact place, and returns a harmless default, so that one
    run reports all mistakes of a file.
    """

    document: YamlText
    trail: Trail
    problems: list[Problem]
    seen: set[str]

    @classmethod
    def root(cls, document: YamlText, problems: list[Problem]) -> Record | None:
        """Return the document's top mapping; report ``field-type`` if it is none."""
        if isinstance(document.value, dict):
            return cls(document, (), problems, set())
        problems.append(
            Problem(
                document.place(()),
                "field-type",
                "the file must be a mapping of names to values.",
                'Begin with a line such as "title: ...".',
            )
        )
        return None

    @property
    def value(self) -> dict[str, Any]:
        """The raw mapping."""
        here: Any = self.document.value
        for key in self.trail:
            here = here[key]
        assert isinstance(here, dict)
        return here

    def place(self, *keys: Key) -> Place:
        """Return the place of a value below this record."""
        return self.document.place((*self.trail, *keys))

    def report(self, code: str, message: str, hint: str = "", *keys: Key) -> None:
        """Report a problem at a value below this record."""
        self.problems.append(Problem(self.place(*keys), code, message, hint))

    def finish(self) -> None:
        """Report each key that nobody asked for (``field-unknown``)."""
        known = sorted(self.seen)
        for key in self.value:
            if key not in self.seen:
                place = self.document.key_place((*self.trail, key))
                self.problems.append(
                    Problem(
                        place,
                        "field-unknown",
                        f'the field "{key}" is not known here.',
                        f"Known fields: {', '.join(known)}.",
                    )
                )

    def _get(self, key: str, required: bool) -> Any:
        self.seen.add(key)
        mapping = self.value
        if key in mapping and mapping[key] is not None:
            return mapping[key]
        if required:
            if key in mapping:
                self.report("field-empty", f'"{key}" is empty.', "Fill it in.", key)
            else:
                self.report(
                    "field-missing",
                    f'the field "{key}" is missing.',
                    f'Add a line "{key}: ...".',
                )
        return None

    def _wrong_type(self, wanted: str, *keys: Key) -> None:
        self.report("field-type", f'"{keys[-1]}" must be {wanted}.', "", *keys)

    def text(self, key: str, *, required: bool = True, default: str = "") -> str:
        """Return a text field, stripped."""
        value = self._get(key, required)
        if value is None:
            return default
        return self._as_text(value, key) or default

    def _as_text(self, value: Any, *keys: Key) -> str:
        if isinstance(value, (bool, dict, list)):
            self._wrong_type("a text", *keys)
            return ""
        if isinstance(value, int):
            self.report(
                "yaml-bare-number",
                f"the number {value} has no quotes.",
                f'Put quotes round it: "{value}".',
                *keys,
            )
            return str(value)
        if not value.strip():
            self.report("field-empty", f'"{keys[-1]}" is empty.', "Fill it in.", *keys)
        return str(value).strip()

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._get(key, required)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong_type("a list of texts", key)
            return ()
        texts = (self._as_text(item, key, n) for n, item in enumerate(value))
        return tuple(text for text in texts if text)

    def text_map(self, key: str) -> dict[str, str]:
        """Return a mapping of texts to texts."""
        value = self._get(key, False)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._wrong_type("a mapping of texts", key)
            return {}
        return {name: self._as_text(item, key, name) for name, item in value.items()}

    def integer(
        self, key: str, low: int, high: int, *, required: bool = True, default: int = 0
    ) -> int:
        """Return a whole number within bounds (``field-range``)."""
        value = self._get(key, required)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong_type("a whole number without quotes", key)
            return default
        if not low <= value <= high:
            self.report(
                "field-range",
                f'"{key}" is {value}; it must be from {low} to {high}.',
                "",
                key,
            )
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a true/false field."""
        value = self._get(key, False)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._wrong_type("true or false", key)
            return default
        return value

    def choice(
        self,
        key: str,
        allowed: Iterable[str],
        *,
        required: bool = True,
        default: str = "",
    ) -> str:
        """Return a text out of a closed set (``field-choice``)."""
        value = self._get(key, required)
        if value is None:
            return default
        text = self._as_text(value, key)
        allowed = tuple(allowed)
        if text and text not in allowed:
            self.report(
                "field-choice",
                f'"{key}" is "{text}", which is not known.',
                f"Use one of: {', '.join(allowed)}.",
                key,
            )
            return default
        return text or default

    def choices(self, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Return a list of texts out of a closed set (``field-choice``)."""
        allowed = tuple(allowed)
        texts = self.texts(key)
        for number, text in enumerate(texts):
            if text not in allowed:
                self.report(
                    "field-choice",
                    f'"{text}" is not known in "{key}".',
                    f"Use: {', '.join(allowed)}.",
                    key,
                    number,
                )
        return tuple(text for text in texts if text in allowed)

    def identifier(self, key: str = "id") -> str:
        """Return an id: small letters, digits and hyphens (``id-format``)."""
        text = self.text(key)
        if text and not ID.match(text):
            self.report(
                "id-format",
                f'the id "{text}" has other signs than a-z, 0-9 and "-".',
                'Write it like "tell-an-adult".',
                key,
            )
        return text

    def date(self, key: str, *, required: bool = True) -> datetime.date | None:
        """Return a quoted ISO date (``field-date``)."""
        text = self.text(key, required=required)
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.report(
                "field-date",
                f'"{text}" is not a date.',
                'Write it as "2026-11-24".',
                key,
            )
            return None

    def url(self, key: str, *, required: bool = False) -> str:
        """Return an https address (``url-scheme``)."""
        text = self.text(key, required=required)
        if text:
            parts = urlsplit(text)
            if parts.scheme != "https" or not parts.hostname or " " in text:
                self.report(
                    "url-scheme",
                    f'"{text}" is not an https address.',
                    "Use the page's https:// address.",
                    key,
                )
        return text

    def child(self, key: str, *, required: bool = True) -> Record | None:
        """Return a nested mapping."""
        value = self._get(key, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong_type("a mapping", key)
            return None
        return Record(self.document, (*self.trail, key), self.problems, set())

    def children(self, key: str, *, required: bool = True) -> Iterator[Record]:
        """Yield each mapping of a list."""
        value = self._get(key, required)
        if value is None:
            return
        if not isinstance(value, list):
            self._wrong_type("a list", key)
            return
        if required and not value:
            self.report("field-empty", f'"{key}" is empty.', "Fill it in.", key)
        for number, item in enumerate(value):
            if isinstance(item, dict):
                trail = (*self.trail, key, number)
                yield Record(self.document, trail, self.problems, set())
            else:
                self._wrong_type("a list of mappings", key, number)


def check_unique(
    ids: Sequence[tuple[str, Place]], what: str, problems: list[Problem]
) -> None:
    """Report each id that was used before (``id-duplicate``)."""
    first: dict[str, Place] = {}
    for name, place in ids:
        if name in first:
            problems.append(
                Problem(
                    place,
                    "id-duplicate",
                    f'the {what} id "{name}" was used before, at {first[name]}.',
                    "Give each its own id.",
                )
            )
        elif name:
            first[name] = place
