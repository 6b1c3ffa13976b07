"""How far is a form: which topics are asked, which are completed, what is wrong so far?

Pure: no widget here. The view asks, and shows what it is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from lif_desktop.definitions import validation
from lif_desktop.definitions.questions import Form, Section
from lif_desktop.domain.answers import Answers
from lif_desktop.errors import Problem

Status = Literal["completed", "in_progress", "not_started", "problem"]


class FormProgress:
    """The answers so far, the topics marked as completed, and the problems that were found."""

    def __init__(self, form: Form, *, on: date) -> None:
        self.form = form
        self.answers: dict[str, object] = {}
        self.completed: set[str] = set()
        self.problems: tuple[Problem, ...] = ()
        self._on = on

    def begin(self, answers: Answers, completed: Collection[str]) -> None:
        """Start from a draft."""
        self.answers = dict(answers)
        self.completed = {name for name in completed if self._knows(name)}
        self.problems = ()

    def take(self, question: str, answer: object) -> None:
        """Note an answer; None for a question that is no longer answered."""
        if answer is None:
            self.answers.pop(question, None)
        else:
            self.answers[question] = answer

    def asked(self) -> frozenset[str]:
        """Paths of the questions that are asked."""
        return validation.visible(self.form, self.answers, on=self._on)

    def advice(self) -> tuple[Problem, ...]:
        """What is worth a second look."""
        return validation.advice(self.form, self.answers, on=self._on)

    def topics(self) -> tuple[Section, ...]:
        """The topics that have anything to ask."""
        asked = self.asked()
        return tuple(
            section
            for section in self.form.sections
            if any(question.name in asked for question in section.questions)
        )

    def check(self, section: str | None = None) -> tuple[Problem, ...]:
        """Look for problems in one topic, or in all, and remember them.

        Returns:
            The problems of the topics that were looked at.
        """
        sections = None if section is None else [section]
        found = validation.problems(self.form, self.answers, on=self._on, sections=sections)
        if section is None:
            self.problems = found
        else:
            self.note_problems(section, found)
        return found

    def note_problems(self, section: str, found: Iterable[Problem]) -> None:
        """Replace what was known to be wrong in a topic."""
        others = tuple(each for each in self.problems if self.topic_of(each.question) != section)
        self.problems = others + tuple(found)

    def problems_of(self, section: str) -> tuple[Problem, ...]:
        """The problems known in a topic."""
        return tuple(each for each in self.problems if self.topic_of(each.question) == section)

    def topic_of(self, path: str) -> str:
        """Name of the topic that holds a question; the first one for a question of no topic."""
        try:
            return self.form.section_of(path).name
        except KeyError:
            return self.form.sections[0].name

    def status(self, section: Section) -> Status:
        """How far a topic is, in the order of what matters most."""
        if self.problems_of(section.name):
            return "problem"
        if section.name in self.completed:
            return "completed"
        if any(question.name in self.answers for question in section.questions):
            return "in_progress"
        return "not_started"

    def finished(self) -> dict[str, object]:
        """The answers as they go into the record."""
        return validation.finished(self.form, self.answers, on=self._on)

    def _knows(self, name: str) -> bool:
        return any(section.name == name for section in self.form.sections)
