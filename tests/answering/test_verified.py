"""What an analyst approved answers first: also for another place and period, and only while its ground stands."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.adding import opened
from assistant.answering.approving import Disturbs
from assistant.answering.correcting import Uncorrected, changed_cells, propose
from assistant.answering.evaluating.asking import asked
from assistant.answering.evaluating.cases import read_cases
from assistant.answering.evaluating.drifting import case_files
from assistant.answering.evaluating.judge import judge
from assistant.answering.reviewing import approve, ask_for_review, correct, reject
from assistant.answering.suggesting import suggest
from assistant.answering.verifying import expire_moved
from assistant.errors import CatalogError, InputError
from assistant.explanation.answer import Answer
from assistant.records import Author, ReviewConflict, ReviewState
from assistant.settings import Settings

KIM, ANA, BEN = Author("kim", "Kim"), Author("ana", "Ana"), Author("ben", "Ben")
TODAY = dt.date(2026, 11, 25)
ASKED = "Hoeveel inwoners had Voorbeeldstad in 2023?"
Opening = Callable[[], Assistant]


@pytest.fixture
def folder(demo_catalog_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_catalog_dir, tmp_path / "catalog", ignore=shutil.ignore_patterns("verified")))


@pytest.fixture
def assistant(folder: Path, home: Path) -> Iterator[Assistant]:
    with Assistant.open(Settings(catalog=folder, home=home)) as found:
        yield found


def ask(assistant: Assistant, question: str, **options: str) -> Answer:
    return assistant.ask(question, as_of=TODAY, **options)  # type: ignore[arg-type]


def approved(assistant: Assistant, question: str, **options: object) -> Answer:
    answer = ask(assistant, question)
    review = ask_for_review(assistant, str(answer.kept), KIM, "Klopt dit?")
    approve(assistant, str(answer.kept), ANA, review.version, "Klopt.", **options)  # type: ignore[arg-type]
    return answer


def corrected(assistant: Assistant, question: str, **ways: str) -> Answer:
    answer = ask(assistant, question)
    review = ask_for_review(assistant, str(answer.kept), KIM)
    proposal = propose(assistant, opened(assistant, str(answer.kept)), **ways)  # type: ignore[arg-type]
    correct(assistant, str(answer.kept), ANA, review.version, proposal, "Het was anders bedoeld.")
    return answer


@pytest.mark.parametrize(
    ("question", "says", "other"),
    [
        (ASKED, "177.581", False),
        ("hoeveel inwoners had voorbeeldstad in 2023", "177.581", False),
        ("Hoeveel inwoners had Voorbeeldstad in 2022?", "176.560", True),
        ("Hoeveel inwoners had Duinwijk in 2022?", "", None),
        ("Hoeveel woningen had Voorbeeldstad in 2023?", "", None),
        ("Hoeveel inwoners had Voorbeeldstad in maart 2023?", "", None),
        ("Hoeveel inwoners had Voorbeeldstad in 2022 en 2023?", "", None),
        ("Hoeveel inwoners had heel Nederland in 2023?", "", None),
    ],
)
def test_the_same_question_with_its_place_and_period(
    assistant: Assistant, question: str, says: str, other: bool | None
) -> None:
    approved(assistant, ASKED)
    answer = ask(assistant, question)
    if other is None:
        assert answer.review == {"status": "unreviewed"}
        return
    assert says in str(answer.text)
    assert (answer.review["status"], answer.review["by"], "for" in answer.review) == ("verified", "Ana", other)
    assert {word["as"] for word in (answer.interpretation or {})["words"]} == {
        "bevolking.inwoners",
        "regio.regio_code=GM9001",
        "period",
    }


def test_a_paraphrase_answers_as_well(assistant: Assistant) -> None:
    approved(assistant, ASKED, paraphrases=["Wat is de omvang van Voorbeeldstad in 2023?"])
    answer = ask(assistant, "Wat is de omvang van Voorbeeldstad in 2022?")
    assert ("176.560" in str(answer.text), answer.review["status"]) == (True, "verified")


def test_a_period_that_nobody_named_is_that_of_the_day(assistant: Assistant) -> None:
    approved(assistant, "Hoeveel inwoners hebben we?")
    now = ask(assistant, "Hoeveel inwoners hebben we?")
    before = assistant.ask("Hoeveel inwoners hebben we?", as_of=dt.date(2023, 6, 1))
    assert "2025" in str(now.text)
    assert "2022" in str(before.text)
    assert {now.review["status"], before.review["status"]} == {"verified"}


def test_what_leans_on_the_turn_before_is_no_question_of_its_own(assistant: Assistant) -> None:
    ask(assistant, ASKED, conversation="c")
    answer = ask(assistant, "En in 2021?", conversation="c")
    review = ask_for_review(assistant, str(answer.kept), KIM)
    assert approve(assistant, str(answer.kept), ANA, review.version).verified is None
    assert assistant.book.all() == ()
    again = ask_for_review(assistant, str(answer.kept), KIM)
    made = approve(
        assistant, str(answer.kept), ANA, again.version, question="Hoeveel inwoners had Voorbeeldstad in 2021?"
    )
    assert made.verified is not None
    assert ask(assistant, "Hoeveel inwoners had Voorbeeldstad in 2021?").review["status"] == "verified"


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("Hoeveel bijstandsuitkeringen waren er eind 2022?", "unreviewed"),
        ("Hoeveel bijstandsuitkeringen waren er in Merenland?", "unreviewed"),
        ("Hoeveel inwoners zijn er?", "verified"),
        ("Hoeveel inwoners zijn er?|Hoeveel inwoners zijn er?", "verified"),
    ],
    ids=["another period", "another place", "the same place", "the same twice"],
)
def test_in_the_middle_of_a_conversation_an_open_question_leans_on_that(
    assistant: Assistant, before: str, status: str
) -> None:
    approved(assistant, "Hoeveel inwoners zijn er?")
    for turn in before.split("|"):
        ask(assistant, turn, conversation="c")
    assert ask(assistant, "Hoeveel inwoners zijn er?", conversation="c").review["status"] == status


def test_a_correction_shows_its_difference_and_answers_from_then_on(assistant: Assistant) -> None:
    question = "Hoeveel uitkeringen waren er eind 2023?"
    answer = ask(assistant, question)
    ways = {"wording": "Hoeveel bijstandsuitkeringen waren er eind 2022?"}
    proposal = propose(assistant, opened(assistant, str(answer.kept)), **ways)  # type: ignore[arg-type]
    assert (proposal.differs, list(changed_cells(proposal))) == (True, [("bijstandsuitkeringen", 4419, 4496)])
    assert assistant.book.all() == ()
    corrected(assistant, question, **ways)
    now = ask(assistant, question)
    assert ("4.496" in str(now.text), now.review["status"]) == (True, "verified")
    told = assistant.records.reviews.readers.news("kim")
    assert [one.kind for one in told] == ["corrected"]
    assert "4.496" in told[0].body["now"]


def test_a_correction_by_a_query_is_marked_as_checked(assistant: Assistant) -> None:
    question = "Hoeveel uitkeringen waren er eind 2023?"
    one = "regio_code = 'GM9001' AND leeftijd = 'totaal'"
    corrected(assistant, question, sql=f"SELECT SUM(uitkeringen) AS u FROM bijstand WHERE jaar = 2022 AND {one}")
    now = ask(assistant, question)
    assert (now.outcome, now.review["status"]) == ("answer", "verified")
    assert [one.id for one in now.caveats if one.id == "free_query"] == []


@pytest.mark.parametrize(
    "ways", [{"wording": ""}, {"wording": "Wat is de zin van het leven?"}, {"sql": "DROP TABLE bijstand"}]
)
def test_what_gives_no_answer_is_no_correction(assistant: Assistant, ways: dict[str, str]) -> None:
    answer = ask(assistant, ASKED)
    with pytest.raises(InputError):
        propose(assistant, opened(assistant, str(answer.kept)), **ways)  # type: ignore[arg-type]


def _documented_otherwise(folder: Path, old: str, new: str, dataset: str = "bevolking") -> None:
    file = folder / "datasets" / f"{dataset}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (("nl: Leeftijd op 1 januari.", "nl: Leeftijd op 31 december."), "expired"),
        (("update_frequency: yearly", "update_frequency: monthly"), "verified"),
        (("synonyms: {nl: [bevolkingscijfers,", "synonyms: {nl: [aantal zielen,"), "verified"),
    ],
    ids=["another definition", "nothing about figures", "another word"],
)
def test_it_expires_when_its_ground_moves(folder: Path, home: Path, change: tuple[str, str], status: str) -> None:
    with Assistant.open(Settings(catalog=folder, home=home)) as assistant:
        kept = approved(assistant, ASKED).kept
        assert assistant.records.reviews.queue("voorbeeldstad").total == 0
    _documented_otherwise(folder, *change)
    with Assistant.open(Settings(catalog=folder, home=home)) as assistant:
        answer = ask(assistant, ASKED)
        assert (answer.review["status"], "177.581" in str(answer.text)) == (status, True)
        waiting = assistant.records.reviews.queue("voorbeeldstad").reviews
        assert [one.answer_id for one in waiting] == ([kept] if status == "expired" else [])


def test_it_waits_again_also_when_nobody_asks_it(folder: Path, home: Path) -> None:
    with Assistant.open(Settings(catalog=folder, home=home)) as assistant:
        kept = approved(assistant, ASKED).kept
        assert expire_moved(assistant) == 0
    _documented_otherwise(folder, "nl: Leeftijd op 1 januari.", "nl: Leeftijd op 31 december.")
    with Assistant.open(Settings(catalog=folder, home=home)) as assistant:
        assert (expire_moved(assistant), expire_moved(assistant)) == (1, 0)
        assert [one.answer_id for one in assistant.records.reviews.queue("voorbeeldstad").reviews] == [kept]


def test_a_file_that_says_nothing_of_its_ground_is_never_trusted(assistant: Assistant, folder: Path) -> None:
    approved(assistant, ASKED)
    file = next((folder / "verified").glob("*.yaml"))
    before = file.read_text("utf-8")
    start, end = before.index("ground:"), before.index("plan:")
    file.write_text(before[:start] + "ground: {}\n" + before[end:], "utf-8")
    assistant.book.refresh()
    assert ask(assistant, ASKED).review["status"] == "expired"


def test_what_would_change_a_verified_question_is_shown_and_asked(assistant: Assistant) -> None:
    approved(assistant, ASKED)
    first = assistant.book.all()[0]
    answer = ask(assistant, ASKED)
    review = ask_for_review(assistant, str(answer.kept), KIM)
    proposal = propose(
        assistant, opened(assistant, str(answer.kept)), wording="Hoeveel huishoudens had Voorbeeldstad in 2023?"
    )
    with pytest.raises(Disturbs) as said:
        correct(assistant, str(answer.kept), BEN, review.version, proposal, "Huishoudens.")
    assert said.value.names == (first.name,)
    assert [one.by for one in assistant.book.all()] == ["Ana"]
    correct(assistant, str(answer.kept), BEN, review.version, proposal, "Huishoudens.", instead_of=said.value.names)
    assert [one.by for one in assistant.book.all()] == ["Ben"]


def test_a_decision_that_comes_second_leaves_no_file(assistant: Assistant) -> None:
    answer = ask(assistant, ASKED)
    review = ask_for_review(assistant, str(answer.kept), KIM)
    reject(assistant, str(answer.kept), ANA, review.version, "Nee.")
    with pytest.raises(ReviewConflict):
        approve(assistant, str(answer.kept), BEN, review.version)
    assert assistant.book.all() == ()


def test_what_is_rejected_later_is_verified_no_more(assistant: Assistant) -> None:
    kept = str(approved(assistant, ASKED).kept)
    standing = assistant.records.reviews.get(kept)
    assert standing is not None
    assert reject(assistant, kept, BEN, standing.version, "Telt dubbel.").state is ReviewState.REJECTED
    assert ask(assistant, ASKED).review["status"] == "unreviewed"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("question: Hoeveel?\nby: Ana\n'on': 2026-01-01\nsql: SELECT 1\nplans: {}\n", "plans"),
        ("question: Hoeveel?\nby: Ana\n'on': 2026-01-01\n", "either a plan or an sql"),
        ("question: Hoeveel?\nby: Ana\n'on': 2026-01-01\nplan: nonsense\n", "plan"),
    ],
)
def test_a_file_that_is_not_right_is_said_with_its_name(folder: Path, home: Path, text: str, says: str) -> None:
    (folder / "verified").mkdir()
    (folder / "verified" / "mine.yaml").write_text(text, "utf-8")
    with pytest.raises(CatalogError) as said:
        Assistant.open(Settings(catalog=folder, home=home))
    assert "verified/mine.yaml" in str(said.value)
    assert says in str(said.value)


def test_a_plan_of_another_version_is_not_used_and_waits(folder: Path, home: Path) -> None:
    (folder / "verified").mkdir()
    text = f"question: {ASKED}\nby: Ana\n'on': 2026-01-01\nplan: '{{\"type\": \"Older\"}}'\n"
    (folder / "verified" / "mine.yaml").write_text(text, "utf-8")
    with Assistant.open(Settings(catalog=folder, home=home)) as assistant:
        answer = ask(assistant, ASKED)
        assert (answer.outcome, answer.review["status"]) == ("answer", "expired")
        assert [one.answer_id for one in assistant.records.reviews.queue("voorbeeldstad").reviews] == [answer.kept]


def test_uncorrected_says_why_in_the_words_of_the_answer(assistant: Assistant) -> None:
    answer = ask(assistant, ASKED)
    with pytest.raises(Uncorrected, match="Kerkdam"):
        propose(assistant, opened(assistant, str(answer.kept)), wording="Hoeveel inwoners had Kerkdam in 2023?")


def test_what_could_have_been_read_otherwise_waits_for_review_once(assistant: Assistant) -> None:
    question = "Had Voorbeeldstad in 2025 meer inwoners dan Beekrode?"
    first = ask(assistant, question)
    ask(assistant, question)
    ask(assistant, ASKED)
    waiting = assistant.records.reviews.queue(assistant.catalog.name).reviews
    assert [(one.answer_id, dict(one.reasons)) for one in waiting] == [(first.kept, {"low_agreement": 0})]
    record = assistant.records.get(str(first.kept))
    assert record is not None
    assert record.plan is not None
    assert record.plan["margin"] == 0.0


def test_what_was_corrected_is_an_evaluation_case_by_itself(assistant: Assistant, folder: Path) -> None:
    answer = corrected(assistant, ASKED, wording="Hoeveel inwoners had Voorbeeldstad in 2022?")
    written = sorted((folder / "cases").glob("*.yaml"))
    assert len(written) == 1
    file = read_cases(written[0])
    assert (file.as_of, file.catalog) == (TODAY, folder.resolve())
    judged = [judge(case, asked(assistant, file, case, "c")) for case in file.cases]
    assert [(one.case.question, one.right) for one in judged] == [(ASKED, True)]
    assert file.cases[0].expect.rows == ((176560,),)
    assert list(case_files(assistant)) == [], "what it answers itself need not be asked"
    review = assistant.records.reviews.get(str(answer.kept))
    assert review is not None
    reject(assistant, str(answer.kept), BEN, review.version, "Toch niet.")
    assert not list((folder / "cases").glob("*.yaml"))


CASES = """as_of: 2026-11-25
cases:
- {{id: "in het jaar", question: "{question}", lang: nl, expect: {{value: {value}}}}}
"""


@pytest.mark.parametrize(("value", "spoilt"), [(177581, True), (1, False)])
def test_a_case_that_comes_out_right_is_not_spoilt_unseen(
    assistant: Assistant, folder: Path, value: int, spoilt: bool
) -> None:
    (folder / "cases").mkdir()
    (folder / "cases" / "eigen.yaml").write_text(CASES.format(question=ASKED, value=value), "utf-8")
    wrong = {"wording": "Hoeveel inwoners had Voorbeeldstad in 2022?"}
    if not spoilt:
        # It was no case that came out right.
        corrected(assistant, ASKED, **wrong)
        return
    with pytest.raises(Disturbs) as told:
        corrected(assistant, ASKED, **wrong)
    assert told.value.names == ("eigen/in-het-jaar",)
    assert not assistant.book.all()
    answer = ask(assistant, ASKED)
    review = assistant.records.reviews.get(str(answer.kept)) or ask_for_review(assistant, str(answer.kept), KIM)
    proposal = propose(assistant, opened(assistant, str(answer.kept)), **wrong)
    correct(assistant, str(answer.kept), ANA, review.version, proposal, "Toch.", instead_of=told.value.names)
    assert [one.question for one in assistant.book.all()] == [ASKED]


def test_a_change_of_the_documentation_says_which_cases_it_spoils(assistant: Assistant, folder: Path) -> None:
    question = "Hoeveel bewoners had Voorbeeldstad in 2023?"
    value = next(iter((ask(assistant, question).rows or ())[0]))
    (folder / "cases").mkdir()
    (folder / "cases" / "eigen.yaml").write_text(CASES.format(question=question, value=value), "utf-8")
    kept = len(assistant.records.reviews.queue(assistant.catalog.name).reviews)
    harmless = suggest(assistant, "synonym", "bijstand.uitkeringen", "steuntrekkers", "nl")
    assert harmless.cases == ()
    harmful = suggest(assistant, "synonym", "bijstand.uitkeringen", "bewoners", "nl")
    assert [one.question for one in harmful.cases] == [question]
    assert len(assistant.records.reviews.queue(assistant.catalog.name).reviews) == kept
