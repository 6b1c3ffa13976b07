"""How is each answer of a form printed? Form-driven, so that no field is ever left out.

Short answers stand three to a row, long ones in a list; order is the form's own. A question nobody
answered prints "Not provided"; one that does not apply prints "Not applicable".

Source: domain notes 1.3 (marks of answers), 4 need 14 ("not known" is an answer).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from lif_desktop.definitions import visibility
from lif_desktop.definitions.questions import Form, Question, QuestionType
from lif_desktop.documents.blocks import Block, FactBlock, Field, FieldList
from lif_desktop.documents.wording import Line, Lines, Run, Tone, paragraphs, words
from lif_desktop.domain.answers import Answers, DatePrecision, UncertainDate
from lif_desktop.domain.vocabulary import MONTHS

NOT_PROVIDED = words("Not provided", Tone.MISSING)
NOT_APPLICABLE = words("Not applicable", Tone.MUTED)
_FACT_VALUE = 36
_FACT_LABEL = 52


class Reading:
    """The answers to one form, as they are printed."""

    def __init__(self, form: Form, answers: Answers, *, on: date) -> None:
        """Answers to a form.

        Args:
            form: in the version that was answered.
            answers: question name to answer.
            on: the day that the form's today() stands for.
        """
        self.form = form
        self.answers = answers
        self._asked = {each.path for each in visibility.asked(form, answers, on=on)}

    def field(
        self, question: Question, answers: Answers | None = None, *, path: str = ""
    ) -> Field:
        """One question with its answer; path is that of a question inside a table's row."""
        given = (self.answers if answers is None else answers).get(question.name)
        asked = (path or question.name) in self._asked
        return Field(label=label_of(question), value=value_lines(question, given, asked=asked))

    def fields(self, questions: Sequence[Question]) -> tuple[Field, ...]:
        """Questions with their answers, tables and notes left out."""
        return tuple(self.field(each) for each in questions if is_field(each))

    def row_fields(
        self, table: Question, number: int, row: Answers, *, but: Collection[str] = ()
    ) -> tuple[Field, ...]:
        """The columns of one row of a table as fields.

        Args:
            table: the table.
            number: of the row, from 0.
            row: its answers.
            but: columns that are printed elsewhere.
        """
        return tuple(
            self.field(column, row, path=f"{table.name}[{number}].{column.name}")
            for column in table.columns
            if column.takes_answer and column.name not in but
        )


def is_field(question: Question) -> bool:
    """Is it printed as a field, that is, not a table and not words to read?"""
    return question.takes_answer and question.type is not QuestionType.REPEAT


def label_of(question: Question) -> str:
    """The label as it is printed: the short one if there is one, without a question mark."""
    return question.name_in_messages


def field_blocks(fields: Sequence[Field]) -> tuple[Block, ...]:
    """Fields in their order: runs of short ones three to a row, the others in a list."""
    blocks: list[Block] = []
    run: list[Field] = []
    for field in fields:
        if is_short(field):
            run.append(field)
            continue
        _end_run(blocks, run)
        _to_list(blocks, field)
        run = []
    _end_run(blocks, run)
    return tuple(blocks)


def is_short(field: Field) -> bool:
    """Does the field fit into a third of the width?"""
    value = field.value[0].text() if len(field.value) == 1 else ""
    plain = len(field.value) == 1 and "\t" not in value
    return plain and len(value) <= _FACT_VALUE and len(field.label) <= _FACT_LABEL


def value_lines(question: Question, answer: object, *, asked: bool = True) -> Lines:
    """An answer in words, paragraph by paragraph; never empty."""
    if visibility.is_empty(answer) or (isinstance(answer, str) and not answer.strip()):
        return (NOT_PROVIDED if asked else NOT_APPLICABLE,)
    match question.type:
        case QuestionType.SELECT_ONE:
            return (chosen(question, answer),)
        case QuestionType.SELECT_MULTIPLE:
            return (words(", ".join(_labels(question, answer))),)
        case QuestionType.DATE | QuestionType.MONTH:
            return (date_line(answer),)
        case QuestionType.ATTACHMENT:
            return attachment_lines(answer)
        case _:
            number = question.type is QuestionType.NHS_NUMBER
            return _text_lines(grouped_number(str(answer)) if number else str(answer))


def chosen(question: Question, answer: object) -> Line:
    """The words of a chosen code."""
    label = question.label_of(str(answer))
    return NOT_APPLICABLE if label == NOT_APPLICABLE.text() else words(label)


def date_line(answer: object) -> Line:
    """A date as it is known: given two ways, the date stands out and the other account follows."""
    uncertain = UncertainDate.from_answer(answer)
    if uncertain is None:
        return words(str(answer))
    text = date_words(uncertain)
    if not uncertain.note:
        return words(text)
    return Line(runs=(Run(text=text, tone=Tone.STRONG), Run(text=f" ({uncertain.note})")))


def date_words(known: UncertainDate) -> str:
    """5 January 2016; About 5 January 2016; January 2016; 2016; Not known."""
    if known.precision is DatePrecision.NOT_KNOWN or known.year is None:
        return "Not known"
    day = f"{known.day} " if known.day else ""
    month = f"{MONTHS[known.month - 1]} " if known.month else ""
    about = "About " if known.precision is DatePrecision.APPROXIMATE else ""
    return f"{about}{day}{month}{known.year}"


def grouped_number(number: str) -> str:
    """An NHS number in groups of three, three and four; anything else as it was typed."""
    digits = "".join(number.split())
    if len(digits) == 10 and digits.isdigit():
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return number


def attachment_lines(answer: object) -> Lines:
    """Name, note and hash of a file that is kept with the case."""
    if not isinstance(answer, Mapping):
        return _text_lines(str(answer))
    parts = [words(str(answer.get("name") or "File"))]
    if answer.get("note"):
        parts.append(words(str(answer["note"])))
    if answer.get("sha256"):
        parts.append(words(f"SHA-256 {answer['sha256']}", Tone.MUTED))
    return tuple(parts)


def _text_lines(text: str) -> Lines:
    if text.strip() == NOT_APPLICABLE.text():
        return (NOT_APPLICABLE,)
    return paragraphs(text)


def _labels(question: Question, answer: object) -> list[str]:
    codes = answer if isinstance(answer, list | tuple) else [answer]
    return [question.label_of(str(code)) for code in codes]


def _end_run(blocks: list[Block], run: list[Field]) -> None:
    """Full rows of three; two left over are a row too; one left over joins the list."""
    single = run[-1:] if len(run) % 3 == 1 else []
    facts = run[: len(run) - len(single)]
    if facts:
        blocks.append(FactBlock(fields=tuple(facts)))
    for field in single:
        _to_list(blocks, field)


def _to_list(blocks: list[Block], field: Field) -> None:
    if blocks and isinstance(blocks[-1], FieldList):
        blocks[-1] = FieldList(fields=(*blocks[-1].fields, field))
    else:
        blocks.append(FieldList(fields=(field,)))
