"""What can be typed. Commands are imported when they run, so that ``duiding --help`` is there at once."""

from __future__ import annotations

import argparse
import atexit
import datetime as dt
import gc
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

Run = Callable[[argparse.Namespace], int]

_DESCRIPTIONS = {
    "dcat": "a DCAT description, or a CKAN record such as data.overheid.nl gives",
    "frictionless": "a Frictionless Data Package (datapackage.json)",
    "dbt": "models, semantic models and metrics of a dbt project (schema.yml)",
    "ossie": "an Apache Ossie semantic model",
    "odcs": "an Open Data Contract (ODCS)",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(prog="duiding", description="Ask questions about your municipality's figures.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _listens(commands.add_parser("chat", help="open the chat in the browser"), "chat", 8000)
    _listens(commands.add_parser("serve", help="answer programs over HTTP"), "serve", 8001)
    _tools(commands.add_parser("mcp", help="be tools for another program (Model Context Protocol)"))
    _users(commands.add_parser("users", help="who may log in and ask, and in which roles"))
    _ask(commands.add_parser("ask", help="answer one question, or one a line"))
    for name, said in (("check", "validate a query and run nothing"), ("query", "validate a query, then run it")):
        _sql(commands.add_parser(name, help=said), name)
    _catalog(commands.add_parser("catalog", help="for maintainers of a catalogue"))
    _eval(commands.add_parser("eval", help="run evaluation cases and print the figures"))
    _kept(commands)
    _review(commands.add_parser("review", help="for analysts: what waits, and what they decided"))
    _records(commands.add_parser("records", help="for who runs the program: how long records are kept, and copies"))
    _register(commands.add_parser("register", help="print the text for the Dutch Algoritmeregister"))
    _doctor(commands.add_parser("doctor", help="look what works on this machine, and what does not"))
    return top


def _lazy(module: str, function: str = "run") -> Run:
    """Return a command that imports its file when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        command: Run = getattr(_imported(f"assistant.cli.{module}"), function)
        return command(arguments)

    return run


def _imported(name: str) -> ModuleType:
    """Import a module and all that it needs.

    What is imported stays, and is not looked through for garbage: not meanwhile, not afterwards and not at the end.
    Of one question from the command line that took a third of the time.
    """
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()
        atexit.register(gc.freeze)


def _common(command: argparse.ArgumentParser, module: str, function: str = "run") -> None:
    command.add_argument("--catalog", type=Path, metavar="DIR", help="catalogue folder (default: the demo)")
    command.set_defaults(run=_lazy(module, function))


def _listens(command: argparse.ArgumentParser, module: str, port: int) -> None:
    _common(command, module)
    command.add_argument("--port", type=int, default=port, metavar="N")
    command.add_argument("--host", default="127.0.0.1", metavar="H")


def _tools(command: argparse.ArgumentParser) -> None:
    _common(command, "mcp_server")
    command.add_argument("--user", metavar="NAME", help="in whose name is asked (default: your user name)")
    command.add_argument("--role", default="manager", metavar="ROLE", help="in which of their roles (default: manager)")
    command.add_argument("--as-of", type=_day, metavar="DATE", help="the day that 'now' stands for (2026-01-31)")


def _ask(command: argparse.ArgumentParser) -> None:
    _common(command, "ask")
    command.add_argument("question", nargs="?", help="the question, between quotes")
    command.add_argument("--stdin", action="store_true", help="one JSON object a line in, one a line out")
    _output(command)
    command.add_argument("--as-of", type=_day, metavar="DATE", help="the day that 'now' stands for (2026-01-31)")
    command.add_argument("--explain", action="store_true", help="also show how the question was read, step by step")


def _sql(command: argparse.ArgumentParser, module: str) -> None:
    _common(command, module)
    command.add_argument("sql", nargs="?", help="the query, between quotes")
    command.add_argument("--stdin", action="store_true", help="read the query, or with --json one JSON object a line")
    _output(command)


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON only")
    command.add_argument("--lang", choices=("nl", "en"), help="language (default: that of the question)")
    command.add_argument("--role", default="manager", metavar="ROLE", help="who asks (default: manager)")


def _catalog(command: argparse.ArgumentParser) -> None:
    parts = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    lint = parts.add_parser("lint", help="check the documentation, and the data against it")
    _common(lint, "catalog_lint")
    lint.add_argument("--score", action="store_true", help="also how well each dataset is documented")
    lint.add_argument("--explain", metavar="RULE", help="print what a rule finds and how to mend it, and stop there")
    lint.add_argument("--lang", choices=("nl", "en"), help="language of the score (default: the catalogue's)")
    lint.add_argument("--json", action="store_true", help="print JSON only")
    check = parts.add_parser("check-data", help="do the data still match? For a scheduler")
    _common(check, "catalog_check_data")
    check.add_argument("--strict", action="store_true", help="a warning fails as well")
    check.add_argument("--json", action="store_true", help="print JSON only")
    diff = parts.add_parser("diff", help="what changed between two catalogues for the people who ask")
    diff.add_argument("before", type=Path, metavar="BEFORE")
    diff.add_argument("after", type=Path, metavar="AFTER")
    diff.add_argument("--lang", choices=("nl", "en"))
    diff.add_argument("--json", action="store_true", help="print JSON only")
    diff.set_defaults(run=_lazy("catalog_diff"))
    show = parts.add_parser("show", help="list what can be asked")
    _common(show, "catalog_show")
    show.add_argument("--lang", choices=("nl", "en"))
    show.add_argument("--json", action="store_true", help="print JSON only")
    add = parts.add_parser("add", help="make a dataset of a CSV, Excel or Parquet file, with a first documentation")
    add.add_argument("file", type=Path, metavar="FILE")
    _common(add, "catalog_add")
    add.add_argument("--name", metavar="NAME", help="name of the dataset (default: that of the file)")
    add.add_argument("--sheet", metavar="SHEET", help="sheet of a workbook (default: the first with a table)")
    add.add_argument("--from-url", metavar="URL", help="FILE is a table of this database (a SQLAlchemy address)")
    add.add_argument("--lang", choices=("nl", "en"), help="language of the headers and of what is told (default: nl)")
    add.add_argument("--json", action="store_true", help="print JSON only")
    _gaps(parts)
    _draft(parts)
    _export(parts)
    bring = parts.add_parser("import", help="bring a table into a catalogue")
    sources = bring.add_subparsers(title="sources", metavar="SOURCE", required=True)
    cbs = sources.add_parser("cbs", help="tables of Statistics Netherlands (CBS), by number or preset")
    cbs.add_argument("table", metavar="TABLE", nargs="?")
    _common(cbs, "catalog_import_cbs")
    cbs.add_argument("--base-url", metavar="URL", help="another address of the same service")
    cbs.add_argument("--odata", type=int, choices=(3, 4), help="version of the protocol (default: 4, then 3)")
    cbs.add_argument("--where", metavar="FILTER", help="an OData $filter on the figures")
    cbs.add_argument("--preset", metavar="NAME", help="instead of a table: tables that go together (kerncijfers)")
    cbs.add_argument("--home", metavar="CODE", help='your municipality, by code or name: what "we" stands for')
    cbs.add_argument("--lang", choices=("nl", "en"))
    for name, said in _DESCRIPTIONS.items():
        one = sources.add_parser(name, help=said)
        one.add_argument("file", metavar="FILE", help="the description: a file, or an http address")
        _common(one, "catalog_import")
        one.add_argument("--data", type=Path, metavar="PATH", help="the table it describes, or a folder of tables")
        one.add_argument("--lang", choices=("nl", "en"), help="language of the description (default: nl)")
        one.set_defaults(source=name)


def _gaps(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gaps = parts.add_parser("gaps", help="what people asked and the catalogue could not answer")
    _common(gaps, "catalog_gaps")
    gaps.add_argument("--since", type=_day, metavar="DATE", help="questions from this day on (2026-01-31)")
    gaps.add_argument("--days", type=int, default=90, metavar="N", help="or of the last N days (default: 90)")
    gaps.add_argument("--least", type=int, default=1, metavar="N", help="only what was met N times (default: 1)")
    gaps.add_argument("--most", type=int, default=50, metavar="N", help="how many gaps (default: 50)")
    gaps.add_argument("--lang", choices=("nl", "en"), help="language (default: that of the catalogue)")
    gaps.add_argument("--json", action="store_true", help="print JSON only")
    word = parts.add_parser("word", help="make a word a synonym of a dataset, figure, field or member")
    word.add_argument("word", metavar="WORD")
    word.add_argument("thing", metavar="THING", help="meldingen, meldingen.aantal, meldingen.categorie=afval or a name")
    concept = parts.add_parser("concept", help="make a word one with several readings, to be asked about")
    concept.add_argument("word", metavar="WORD")
    concept.add_argument("reading", metavar="METRIC", nargs="+", help="the figures it may mean, as dataset.metric")
    for command, function in ((word, "run_word"), (concept, "run_concept")):
        _common(command, "catalog_edit", function)
        command.add_argument("--dry-run", action="store_true", help="show the change and write nothing")
        command.add_argument("--lang", choices=("nl", "en"), help="language of the word (default: the catalogue's)")
        command.add_argument("--json", action="store_true", help="print JSON only")


def _draft(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    draft = parts.add_parser("draft", help="let a language model suggest texts that a dataset lacks; writes nothing")
    draft.add_argument("dataset", metavar="DATASET")
    _common(draft, "catalog_draft")
    draft.add_argument("--most", type=int, default=20, metavar="N", help="for how many names (default: 20)")
    draft.add_argument("--lang", choices=("nl", "en"), help="language of what is told (default: the catalogue's)")
    draft.add_argument("--json", action="store_true", help="print JSON only")


def _export(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    give = parts.add_parser("export", help="write the catalogue in a form that others read")
    _common(give, "catalog_export")
    give.add_argument("--format", required=True, choices=("dcat", "ossie", "frictionless", "html"))
    give.add_argument("--out", type=Path, required=True, metavar="PATH", help="file, or for html a folder")
    give.add_argument("--base-url", metavar="URL", help="address where the catalogue is published (dcat)")
    give.add_argument("--theme", default="GOVE", metavar="CODE", help="European data theme (dcat; default: GOVE)")
    give.add_argument("--lang", choices=("nl", "en"), help="language of what is told (default: nl)")


def _eval(command: argparse.ArgumentParser) -> None:
    _common(command, "evaluate")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="print JSON only")
    said = "let the program read every question, also those that an analyst approved"
    command.add_argument("--unverified", action="store_true", help=said)
    command.add_argument("--model", metavar="PROVIDER:MODEL", help="measure this language model and keep its card")
    command.add_argument("--lang", choices=("nl", "en"), help="language of the card (default: nl)")
    command.add_argument(
        "--price", type=float, nargs=2, metavar=("IN", "OUT"), help="euros for a million tokens there and back"
    )


def _kept(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what is done with an answer that was kept; ``duiding ask`` ends with the name it was kept under."""
    sheet = _of_answer(commands.add_parser("sheet", help="write an answer as a file for the meeting"), "run_sheet")
    sheet.add_argument("--to", type=Path, required=True, metavar="FILE", help=".html, .docx, .xlsx, .csv, .svg or .png")
    sheet.add_argument("--standing", action="store_true", help="also where the figure stands (.html and .docx)")
    sheet.add_argument("--conversation", action="store_true", help="all answers of its conversation (.html and .docx)")
    note = _of_answer(commands.add_parser("note", help="add an interpretation to an answer"), "run_note")
    note.add_argument("text", help="what you make of it; - reads it from standard input")
    note.add_argument("--as", dest="author", metavar="NAME", help="who says so (default: your user name)")
    agree = _of_answer(commands.add_parser("agree", help="make an agreement under an answer"), "run_agree")
    agree.add_argument("what", help="what will be done")
    agree.add_argument("--who", required=True, help="who does it")
    agree.add_argument("--due", type=_day, required=True, metavar="DATE", help="when you look again (2027-01-31)")
    way = agree.add_mutually_exclusive_group(required=True)
    way.add_argument("--up", action="store_true", help="the figure should rise")
    way.add_argument("--down", action="store_true", help="the figure should fall")
    agree.add_argument("--target", type=float, metavar="N", help="to which figure")
    agree.add_argument("--metric", metavar="DATASET.METRIC", help="which figure (default: the first of the answer)")
    agree.add_argument("--as", dest="author", metavar="NAME", help="who says so (default: your user name)")
    stands = commands.add_parser(
        "standing", help="set the figure of an answer beside other places, years and its parts"
    )
    _common(stands, "standing")
    stands.add_argument("answer", help="the name it was kept under")
    _output(stands)
    stands.add_argument("--as-of", type=_day, metavar="DATE", help="the day that 'now' stands for (2026-01-31)")
    agreements = commands.add_parser("agreements", help="show the agreements, each with its figure then and now")
    _common(agreements, "answers", "run_agreements")
    _output(agreements)
    agreements.add_argument("--as-of", type=_day, metavar="DATE", help="the day that 'now' stands for (2026-01-31)")
    agreements.add_argument("--due", action="store_true", help="only those whose day has come")


def _of_answer(command: argparse.ArgumentParser, run: str) -> argparse.ArgumentParser:
    _common(command, "answers", run)
    command.add_argument("answer", help="the name it was kept under")
    command.add_argument("--role", default="manager", metavar="ROLE", help="who asks (default: manager)")
    return command


def _review(command: argparse.ArgumentParser) -> None:
    parts = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    waiting = parts.add_parser("list", help="what waits for review, what matters most first")
    _common(waiting, "review", "run_list")
    waiting.add_argument("--most", type=int, default=50, metavar="N", help="how many (default: 50)")
    waiting.add_argument("--lang", choices=("nl", "en"))
    waiting.add_argument("--json", action="store_true", help="print JSON only")
    made_of = parts.add_parser("cases", help="print what was approved as evaluation cases")
    _common(made_of, "review", "run_cases")
    made_of.add_argument("--role", default="manager", metavar="ROLE", help="who asks (default: manager)")
    _common(parts.add_parser("report", help="how often answers were approved unchanged (JSON)"), "review", "run_report")
    _proposals(parts)
    helps = {
        "ask": "ask for a review of an answer",
        "show": "an answer with its query and its review",
        "approve": "say that an answer is right",
        "correct": "show what an answer would be otherwise, and put that in its place",
        "reject": "say that an answer is wrong; who relied on it is told",
    }
    made = {name: parts.add_parser(name, help=said) for name, said in helps.items()}
    for name, part in made.items():
        _common(part, "review", f"run_{name}")
        part.add_argument("answer", help="the name it was kept under")
        part.add_argument("--role", default="manager", metavar="ROLE", help="who asks (default: manager)")
        part.add_argument("--json", action="store_true", help="print JSON only")
        if name != "show":
            part.add_argument("--as", dest="author", metavar="NAME", help="who says so (default: your user name)")
        if name in ("approve", "correct", "reject"):
            part.add_argument("--seen", type=int, metavar="N", help="only when the review still is this version")
    for name in ("approve", "correct"):
        made[name].add_argument("--question", default="", metavar="TEXT", help="the question, to be asked by itself")
        said = "name of a verified question that this one may change (repeat for more)"
        made[name].add_argument("--instead-of", action="append", metavar="NAME", help=said)
    made["approve"].add_argument("--paraphrase", action="append", metavar="TEXT", help="another wording (repeat)")
    way = made["correct"].add_mutually_exclusive_group(required=True)
    way.add_argument("--wording", metavar="TEXT", help="a question that says it right")
    way.add_argument("--sql", metavar="SQL", help="a query that gives it (- reads it from standard input)")
    made["correct"].add_argument("--save", action="store_true", help="keep it, not only show it")
    for name in ("ask", "approve", "correct"):
        made[name].add_argument("--word", default="", metavar="TEXT", help="a word of explanation")
    made["reject"].add_argument("--reason", required=True, metavar="TEXT", help="what is wrong")


def _proposals(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what is done with changes of the catalogue that analysts propose."""
    made = parts.add_parser("suggest", help="show a change of the catalogue, and put it to the maintainer")
    _common(made, "proposals", "run_suggest")
    made.add_argument("answer", help="the answer that it came of")
    made.add_argument("--add", required=True, choices=("synonym", "caveat", "definition"), help="what is added")
    made.add_argument("--to", required=True, metavar="TARGET", help="to what (dataset, or dataset.name)")
    made.add_argument("--text", required=True, metavar="TEXT", help="the word or sentence")
    made.add_argument("--lang", choices=("nl", "en"), help="its language")
    made.add_argument("--save", action="store_true", help="put it to the maintainer, not only show it")
    listed = parts.add_parser("proposals", help="what is proposed to change in the catalogue")
    _common(listed, "proposals", "run_list")
    one = parts.add_parser("proposal", help="a proposed change with all it moves; accept or decline it")
    _common(one, "proposals", "run_one")
    one.add_argument("answer", help="the answer that it came of")
    one.add_argument("number", type=int, help="its number, as `proposals` lists it")
    way = one.add_mutually_exclusive_group()
    way.add_argument("--accept", action="store_true", help="write the change into the catalogue")
    way.add_argument("--decline", metavar="REASON", help="say no, and why")
    said = "name of a verified question or case that this may change (repeat for more)"
    one.add_argument("--instead-of", action="append", metavar="NAME", help=said)
    for part in (made, one):
        part.add_argument("--as", dest="author", metavar="NAME", help="who says so (default: your user name)")
    for part in (listed, one):
        part.add_argument("--json", action="store_true", help="print JSON only")


def _doctor(command: argparse.ArgumentParser) -> None:
    _common(command, "doctor")
    command.add_argument("--json", action="store_true", help="print JSON only")


def _users(command: argparse.ArgumentParser) -> None:
    parts = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    helps = {
        "add": "add somebody",
        "list": "show everybody",
        "role": "give somebody other roles",
        "password": "give somebody another password",
        "token": "print a new token for the programs of somebody",
        "remove": "remove somebody with their password and tokens",
    }
    made = {name: parts.add_parser(name, help=said) for name, said in helps.items()}
    for name, part in made.items():
        part.set_defaults(run=_lazy("users", f"run_{name}"))
        if name != "list":
            part.add_argument("name", metavar="NAME")
    made["add"].add_argument("--role", action="append", metavar="ROLE", help="repeat for more (default: manager)")
    given = made["add"].add_mutually_exclusive_group()
    given.add_argument("--password", action="store_true", help="ask for a password, to log in with")
    given.add_argument("--password-stdin", action="store_true", help="read the password from one line of input")
    made["password"].add_argument("--stdin", action="store_true", help="read it from one line of input")
    made["role"].add_argument("role", nargs="+", metavar="ROLE", help="the first is the one they act in")
    made["token"].add_argument("--revoke", action="store_true", help="take all their tokens back instead")
    made["list"].add_argument("--json", action="store_true", help="print JSON only")
    forget = parts.add_parser("forget", help="erase somebody: account, conversations, and their name everywhere else")
    _common(forget, "forget")
    forget.add_argument("name", metavar="NAME", help="what they are kept under")
    forget.add_argument("--shown-as", action="append", metavar="NAME", help="how others know them (repeat for more)")
    forget.add_argument("--texts", action="store_true", help="also what they wrote for others")
    forget.add_argument("--lang", choices=("nl", "en"), help="language of what stands for the name (default: nl)")
    _trying(forget)


def _records(command: argparse.ArgumentParser) -> None:
    parts = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    prune = parts.add_parser("prune", help="delete what is older than records are kept for")
    prune.set_defaults(run=_lazy("records", "run_prune"))
    prune.add_argument("--days", type=_days, metavar="N", help="how long that is (default: DUIDING_KEEP_DAYS)")
    _trying(prune)
    for name, said in (
        ("backup", "write a copy of the records to FILE, also while the program runs (SQLite)"),
        ("restore", "put the copy in FILE in the place of the records; stop the program first (SQLite)"),
    ):
        part = parts.add_parser(name, help=said)
        part.set_defaults(run=_lazy("records", f"run_{name}"))
        part.add_argument("file", type=Path, metavar="FILE")


def _register(command: argparse.ArgumentParser) -> None:
    _common(command, "register")
    command.add_argument(
        "--lang", choices=("nl", "en"), help="language of the text (default: nl, which the register takes)"
    )
    command.add_argument("--json", action="store_true", help="print the fields under the register's own names")


def _trying(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
    command.add_argument("--json", action="store_true", help="print JSON only")


def _days(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days")
    return int(text)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-01-31") from None
