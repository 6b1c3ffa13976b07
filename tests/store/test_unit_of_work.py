"""A step is kept whole or not at all; a list shows what fits, in its order."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.domain.actions import Action, ActionStatus, ProgressNote
from lif_desktop.domain.answers import DatePrecision
from lif_desktop.domain.cases import Case, CaseStage, Draft, Referral
from lif_desktop.domain.identities import CaseId, DraftId, NoteId, PlaceId, new_id
from lif_desktop.domain.people import Person, Place
from lif_desktop.errors import (
    EditConflictError,
    InvalidAnswersError,
    LockedError,
    NotFoundError,
    ReadingStoppedError,
)
from lif_desktop.store.columns import StoredDay, StoredMoment, column_type, plain_text
from lif_desktop.store.database import Database
from lif_desktop.store.tables import Record
from lif_desktop.store.unit_of_work import Comparison, Reader, UnitOfWork
from tests.store.making import AT, PERSON, make_action, make_case, make_person, make_referral


def keep(database: Database, *records: Record) -> None:
    with database.transaction("test.add", actor=PERSON, at=AT) as work:
        work.add(*records)


def test_a_changed_record_comes_back_one_revision_later(database: Database) -> None:
    case = make_case()
    keep(database, case)
    with database.transaction("test.change", actor=PERSON, at=AT) as work:
        changed = work.change(replace(case, stage=CaseStage.CHAIR))
    assert changed.revision == 1
    with database.reading() as reader:
        assert (
            reader.get(Case, case.id)
            == changed
            == replace(case, stage=CaseStage.CHAIR, revision=1)
        )


def test_a_stale_record_is_a_conflict_and_changes_nothing(database: Database) -> None:
    case = make_case()
    keep(database, case)
    with database.transaction("test.change", actor=PERSON, at=AT) as work:
        work.change(replace(case, pseudonym="Child Q"))
    with (
        pytest.raises(EditConflictError, match="case was changed"),
        database.transaction("test.change", actor=PERSON, at=AT) as work,
    ):
        work.change(replace(case, pseudonym="Child R"))
    with database.reading() as reader:
        assert reader.get(Case, case.id).pseudonym == "Child Q"


def test_changing_what_is_not_there_is_told_as_such(database: Database) -> None:
    with (
        pytest.raises(NotFoundError, match="no case"),
        database.transaction("test.change", actor=PERSON, at=AT) as work,
    ):
        work.change(make_case())


def test_a_record_written_once_is_never_changed(database: Database) -> None:
    action = make_action()
    note = ProgressNote(
        id=NoteId(new_id()),
        action_id=action.id,
        text="Begun",
        status=ActionStatus.IN_PROGRESS,
        noted_at=AT,
        noted_by=PERSON,
    )
    keep(database, note, action)
    with (
        pytest.raises(TypeError, match="never changed"),
        database.transaction("test.change", actor=PERSON, at=AT) as work,
    ):
        work.change(replace(note, text="Other"))


def add_and_fail(work: UnitOfWork, record: Record) -> None:
    work.add(record)
    raise ZeroDivisionError


def test_a_failing_step_leaves_no_trace(database: Database) -> None:
    told: list[frozenset[str]] = []
    database.on_change.append(told.append)
    case = make_case()
    with (
        pytest.raises(ZeroDivisionError),
        database.transaction("test.add", actor=PERSON, at=AT) as work,
    ):
        add_and_fail(work, case)
    with database.reading() as reader:
        assert reader.find(Case) == ()
        assert reader.search("FSCB") == ()
        assert reader.audit_head().seq == 1
    assert told == []


def test_a_committed_step_tells_which_kinds_changed(database: Database) -> None:
    told: list[frozenset[str]] = []
    database.on_change.append(told.append)
    case = make_case()
    keep(database, case, make_referral(case))
    with database.transaction("test.remove", actor=PERSON, at=AT) as work:
        work.remove(Referral, work.find(Referral)[0].id)
        assert work.kinds == {"Referral"}
    with database.transaction("test.nothing", actor=PERSON, at=AT):
        pass
    assert told == [frozenset({"Case", "Referral"}), frozenset({"Referral"})]


def test_a_removed_record_is_gone_and_cannot_be_removed_again(database: Database) -> None:
    case = make_case()
    keep(database, case)
    with database.transaction("test.remove", actor=PERSON, at=AT) as work:
        work.remove(Case, case.id)
    with database.reading() as reader:
        assert reader.first(Case, id=case.id) is None
        assert reader.search("FSCB") == ()
    with (
        pytest.raises(NotFoundError),
        database.transaction("test.remove", actor=PERSON, at=AT) as work,
    ):
        work.remove(Case, case.id)


def test_a_record_that_others_belong_to_stays(database: Database) -> None:
    case = make_case()
    keep(database, case, make_referral(case))
    with (
        pytest.raises(NotFoundError, match="belong"),
        database.transaction("test.remove", actor=PERSON, at=AT) as work,
    ):
        work.remove(Case, case.id)
    with database.reading() as reader:
        assert reader.get(Case, case.id) == case


def test_a_record_of_an_absent_case_is_refused(database: Database) -> None:
    with pytest.raises(NotFoundError, match="belongs to"):
        keep(database, make_referral(make_case()))


def test_records_may_be_added_before_what_they_belong_to(database: Database) -> None:
    case = make_case()
    keep(database, make_referral(case), case)
    with database.reading() as reader:
        assert reader.count(Referral, case_id=case.id) == 1


def test_an_id_is_given_once(database: Database) -> None:
    case = make_case()
    keep(database, case)
    with pytest.raises(EditConflictError):
        keep(database, case)


def test_one_place_for_each_person(database: Database) -> None:
    place = Place(id=PlaceId("a"), person_id=PERSON, page="case", left_at=AT)
    keep(database, place)
    with pytest.raises(EditConflictError):
        keep(database, replace(place, id=PlaceId("b")))


def test_half_a_character_is_refused_in_plain_words(database: Database) -> None:
    case = make_case()
    for record in (
        replace(case, pseudonym="\ud83d"),
        make_referral(case, answers={"a": ["\udc00"]}),
    ):
        with pytest.raises(InvalidAnswersError, match="broken character"):
            keep(database, record)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"on": date(2026, 1, 1)}, "date is not a plain value"),
        ({"a": {3: "x"}}, "int"),
        ({"a": {"b"}}, "set is not a plain value"),
        ({"a": float("nan")}, "nan"),
    ],
)
def test_answers_that_json_would_bend_are_refused(answers: dict[str, object], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        plain_text(answers)


def test_codes_and_tuples_in_answers_are_kept_as_plain_values() -> None:
    assert (
        plain_text({"p": DatePrecision.YEAR, "t": (1, None, True)})
        == '{"p":"year","t":[1,null,true]}'
    )


def test_days_and_moments_never_mix() -> None:
    dialect: Any = None
    with pytest.raises(TypeError, match="moment"):
        StoredDay().process_bind_param(AT, dialect)
    with pytest.raises(TypeError, match="zone"):
        StoredMoment().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001  # the very thing refused


@pytest.mark.parametrize("hint", [int | str, float, list[int]])
def test_a_field_that_no_column_holds_is_refused(hint: object) -> None:
    with pytest.raises(TypeError, match="No column"):
        column_type(hint)


def test_whole_numbers_beyond_the_column_are_refused(database: Database) -> None:
    with pytest.raises(OverflowError):
        keep(database, make_action(tier=2**70))


@pytest.fixture
def tracker(database: Database) -> Database:
    """Five actions: two due in September, one without agency, one closed."""
    keep(
        database,
        make_action(id="a1", due_on=date(2016, 9, 30), agency="Health", reference="N1.1"),
        make_action(id="a2", due_on=date(2016, 8, 31), agency="Police", reference="N1.2"),
        make_action(id="a3", due_on=date(2016, 9, 30), agency="Health", reference="N2.1"),
        make_action(id="a4", due_on=date(2017, 1, 1), agency="Education", reference="N2.2"),
        make_action(
            id="a5",
            due_on=date(2016, 1, 1),
            closed_on=date(2016, 1, 1),
            agency="Health",
            reference="N3",
        ),
    )
    return database


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "a1 a2 a3 a4 a5"),
        ({"agency": "Health"}, "a1 a3 a5"),
        ({"agency": ("Police", "Education")}, "a2 a4"),
        ({"agency": ()}, ""),
        ({"closed_on": None}, "a1 a2 a3 a4"),
        ({"where": [("due_on", "<", date(2016, 9, 30))]}, "a2 a5"),
        (
            {"where": [("due_on", "<=", date(2016, 9, 30))], "order": ["due_on", "-reference"]},
            "a5 a2 a3 a1",
        ),
        ({"where": [("due_on", ">", date(2016, 9, 30))]}, "a4"),
        ({"where": [("due_on", ">=", date(2016, 9, 30)), ("agency", "!=", "Health")]}, "a4"),
        ({"where": [("closed_on", "!=", None)]}, "a5"),
        ({"where": [("closed_on", "=", None)], "agency": "Health"}, "a1 a3"),
        ({"order": ["-due_on"]}, "a4 a1 a3 a2 a5"),
        ({"order": ["-closed_on", "reference"]}, "a5 a1 a2 a3 a4"),
        ({"order": ["closed_on", "-reference"]}, "a5 a4 a3 a2 a1"),
        ({"status": ActionStatus.NOT_STARTED, "agency": "Police"}, "a2"),
    ],
)
def test_lists_show_what_fits_in_order(
    asked: dict[str, Any], expected: str, tracker: Database
) -> None:
    with tracker.reading() as reader:
        ids = reader.ids(Action, **asked)
        assert ids == tuple(expected.split())
        assert reader.page(Action, ids) == reader.find(Action, **asked)
        counted = {name: value for name, value in asked.items() if name != "order"}
        assert reader.count(Action, **counted) == len(ids)


def test_a_page_follows_the_ids_and_leaves_out_what_is_gone(tracker: Database) -> None:
    with tracker.reading() as reader:
        assert [each.id for each in reader.page(Action, ["a4", "gone", "a1"])] == ["a4", "a1"]


def test_a_page_may_be_longer_than_one_question_allows(database: Database) -> None:
    actions = [make_action(reference=f"R{number}") for number in range(1200)]
    keep(database, *actions)
    with database.reading() as reader:
        assert reader.page(Action, [each.id for each in actions]) == tuple(actions)


def test_tables_read_single_fields(tracker: Database) -> None:
    with tracker.reading() as reader:
        rows = reader.columns(Action, ("reference", "due_on"), agency="Health", limit=2)
    assert rows == (("N1.1", date(2016, 9, 30)), ("N2.1", date(2016, 9, 30)))


def test_an_unknown_field_is_named(database: Database) -> None:
    with pytest.raises(TypeError, match="no field colour"), database.reading() as reader:
        reader.find(Action, colour="red")


def test_an_unknown_comparison_is_a_fault(database: Database) -> None:
    like: Any = "LIKE"
    comparison: Comparison = like
    with pytest.raises(AssertionError), database.reading() as reader:
        reader.find(Action, where=[("agency", comparison, "%")])


def test_saving_a_draft_is_no_event_but_starting_and_ending_one_is(database: Database) -> None:
    case = make_case()
    draft = Draft(
        id=DraftId("d"),
        case_id=case.id,
        form_id="referral",
        form_version="1",
        saved_at=AT,
        saved_by=PERSON,
    )
    keep(database, case, draft)
    with database.transaction("referral.save_draft", actor=PERSON, at=AT) as work:
        draft = work.change(replace(draft, answers={"child": "Tegan Ashdown"}))
    with database.reading() as reader:
        assert reader.audit_head().seq == 2
        assert [hit.case_id for hit in reader.search("tegan")] == [case.id]
    with database.transaction("referral.submit", actor=PERSON, at=AT) as work:
        work.remove(Draft, draft.id)
    with database.reading() as reader:
        assert [entry.verb for entry in reader.audit_entries(case_id=case.id)] == [
            "test.add",
            "referral.submit",
        ]


def test_a_reader_sees_the_workspace_as_it_was_when_it_began(database: Database) -> None:
    with database.reading() as reader:
        assert reader.count(Case) == 0
        keep(database, make_case())
        assert reader.count(Case) == 0
    with database.reading() as reader:
        assert reader.count(Case) == 1


def test_a_reader_cannot_write(database: Database) -> None:
    with database.reading() as reader:
        readonly = reader.connection.exec_driver_sql("PRAGMA query_only").scalar_one()
    assert readonly == 1
    with pytest.raises(Exception, match="written to"), database.reading() as reader:
        reader.connection.exec_driver_sql("DELETE FROM person")


def test_a_step_within_a_step_is_a_fault_and_not_a_standstill(database: Database) -> None:
    with (
        pytest.raises(RuntimeError, match=r"inner\.step"),
        database.transaction("outer.step", actor=PERSON, at=AT),
        database.transaction("inner.step", actor=PERSON, at=AT),
    ):
        pass
    keep(database, make_case())


def test_many_threads_write_and_read_without_a_clash(database: Database) -> None:
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(15):
                keep(database, make_case(id=CaseId(f"{number}-{turn}")))
                with database.reading() as reader:
                    reader.find(Case, limit=3)
        except Exception as fault:  # noqa: BLE001  # handed to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with database.reading() as reader:
        assert reader.count(Case) == 90
        assert reader.audit_head().seq == 91


def read_until_stopped(reader: Reader) -> None:
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    threading.Timer(0.2, reader.stop).start()
    reader.connection.exec_driver_sql(endless).fetchall()


def test_a_reading_can_be_stopped_from_another_thread(database: Database) -> None:
    with pytest.raises(ReadingStoppedError), database.reading() as reader:
        read_until_stopped(reader)
    with database.reading() as reader:
        assert reader.count(Person) == 1


def test_a_closed_workspace_is_locked(database: Database) -> None:
    database.close()
    database.close()
    with pytest.raises(LockedError), database.reading():
        pass
    with pytest.raises(LockedError):
        keep(database, make_person(id="other"))
    with pytest.raises(LockedError):
        database.check()
    with pytest.raises(LockedError):
        database.backup(at=AT)
    with pytest.raises(LockedError):
        database.compact()


def test_values_never_stand_in_an_error(database: Database, tmp_path: Path) -> None:
    case = make_case(pseudonym="Bronwen Hathersage")
    keep(database, case)
    with pytest.raises(EditConflictError) as caught:
        keep(database, case)
    seen: BaseException | None = caught.value
    while seen is not None:
        assert "Bronwen" not in str(seen) + repr(seen)
        seen = seen.__cause__ or seen.__context__
