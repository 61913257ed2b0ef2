"""The pages for analysts: what waits, one answer with all it rests on, what is decided; nobody else gets in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.answering.reviewing import ask_for_review
from assistant.entrance import Login, Policy, entrance_for
from assistant.entrance.passwords import set_password
from assistant.records import Author, ReviewState
from assistant.settings import Settings
from assistant.web.app import application

KIM = Author("kim", "Kim")
QUESTION = "Hoeveel bijstandsuitkeringen waren er eind 2023?"


@pytest.fixture(scope="module")
def assistant(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over a catalogue of its own: what is approved becomes a file of it."""
    folder = tmp_path_factory.mktemp("reviewing")
    settings = Settings(catalog=Path(shutil.copytree(demo_catalog_dir, folder / "catalog")), home=folder / "home")
    with Assistant.open(settings) as opened:
        yield opened


@pytest.fixture
def waiting(assistant: Assistant) -> str:
    """An answer that somebody asked to review."""
    kept = str(assistant.ask(QUESTION).kept)
    ask_for_review(assistant, kept, KIM, "Klopt <dit>?")
    return kept


def test_the_queue_and_the_answer_with_all_it_rests_on(client: httpx.Client, waiting: str) -> None:
    queue = client.get("/review/").text
    assert f"/review/{waiting}" in queue
    assert "Klopt &lt;dit&gt;?" in queue
    page = client.get(f"/review/{waiting}").text
    for part in (
        "4.419",
        "Een jaar eerder:",
        "4.496",
        "Waar elk woord voor staat",
        "Dit wordt berekend",
        "Uit welke velden",
    ):
        assert part in page, part
    assert client.get("/review", follow_redirects=True).status_code == 200
    assert client.get("/review/none").status_code == 404


def sent(client: httpx.Client, waiting: str, act: str, **filled: str) -> httpx.Response:
    page = client.get(f"/review/{waiting}").text
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return client.post(f"/review/{waiting}/{act}", data={"seen": found[1], "author": "Ana"} | filled)


def test_approved_on_the_page(client: httpx.Client, assistant: Assistant, waiting: str) -> None:
    assert sent(client, waiting, "approve", word="Klopt.").status_code == 303
    assert [one.kind for one in assistant.records.reviews.readers.news("kim")][-1] == "approved"
    assert assistant.ask(QUESTION).review["by"] == "Ana"
    assert "Goedgekeurd door Ana" in client.get(f"/answers/{waiting}").text
    assert "Ongewijzigd goed" in client.get("/review/report").text


@pytest.mark.parametrize(
    "way",
    [
        {"way": "wording", "wording": "Hoeveel bijstandsuitkeringen waren er eind 2022?"},
        {"way": "form", "start": "2022", "end": "2022"},
    ],
)
def test_a_correction_is_looked_at_before_it_is_kept(
    client: httpx.Client, assistant: Assistant, waiting: str, way: dict[str, str]
) -> None:
    before = [one.name for one in assistant.book.all()]
    page = sent(client, waiting, "propose", **way).text
    assert "4.496" in page[: page.index('id="acts"')]
    assert [one.name for one in assistant.book.all()] == before
    digest = re.search(r'name="digest" value="([^"]+)"', page)
    assert digest is not None
    kept = way | {"digest": digest[1], "why": "Verkeerd jaar."}
    said = sent(client, waiting, "correct", **kept)
    if said.status_code == 409:
        # Another answer to this question was verified: it is named, and comes in the place of that one when asked so.
        assert QUESTION in said.text
        said = sent(client, waiting, "correct", instead_of=" ".join(before), **kept)
    assert said.status_code == 303
    link = client.get(f"/answers/{waiting}").text
    assert "Het juiste antwoord" in link[: link.index("<h1")]
    assert "4.496" in str(assistant.ask(QUESTION).text)


def test_other_figures_than_were_looked_at_are_not_kept(
    client: httpx.Client, assistant: Assistant, waiting: str
) -> None:
    filled = {"way": "wording", "wording": QUESTION, "digest": "sha256:other", "why": "Nee."}
    assert sent(client, waiting, "correct", **filled).status_code == 400
    review = assistant.records.reviews.get(waiting)
    assert review is not None
    assert review.waits


def test_who_comes_second_sees_that_and_loses_nothing(client: httpx.Client, waiting: str) -> None:
    first = {"seen": "1", "author": "Ana", "reason": "Telt dubbel."}
    assert client.post(f"/review/{waiting}/reject", data=first).status_code == 303
    second = client.post(f"/review/{waiting}/reject", data=first | {"author": "Ben", "reason": "Mijn reden"})
    assert second.status_code == 409
    assert "Iemand anders" in second.text
    assert "Mijn reden" in second.text


def test_the_asker_is_asked(client: httpx.Client, assistant: Assistant, waiting: str) -> None:
    assert sent(client, waiting, "ask", ask="Bedoelt u eind van het jaar?").status_code == 303
    review = assistant.records.reviews.get(waiting)
    assert review is not None
    assert review.state is ReviewState.QUESTION


def test_remarks_on_a_query_as_it_is_typed(client: httpx.Client) -> None:
    said = client.post("/review/check", data={"sql": "SELECT * FROM geheim"}).json()
    assert (said["ok"], "geheim" in said["remarks"][0]) == (False, True)
    assert "fetch" in client.get("/review/editor.js").text


def test_a_change_of_the_catalogue_is_a_patch_and_changes_nothing(
    client: httpx.Client, assistant: Assistant, waiting: str
) -> None:
    filled = {"kind": "synonym", "target": "bijstand.uitkeringen", "text": "steuntrekkers"}
    page = sent(client, waiting, "suggest", **filled).text
    assert "+" in page
    assert "steuntrekkers" in page
    assert sent(client, waiting, "suggest", keep="yes", **filled).status_code == 303
    link = re.search(rf"/review/{waiting}/patch/\d+", client.get(f"/review/{waiting}").text)
    assert link is not None
    assert "steuntrekkers" in client.get(link[0]).text
    assert "steuntrekkers" not in (assistant.loaded.root / "datasets" / "bijstand.yaml").read_text("utf-8")


def test_a_proposal_is_decided_by_a_maintainer(client: httpx.Client, assistant: Assistant, waiting: str) -> None:
    filled = {"kind": "caveat", "target": "bijstand", "text": "Let <op>."}
    assert sent(client, waiting, "suggest", keep="yes", **filled).status_code == 303
    listed = client.get("/proposals/").text
    link = re.search(rf"/proposals/({waiting}/\d+)", listed)
    assert link is not None
    assert "Let &lt;op&gt;." in listed
    page = client.get(f"/proposals/{link[1]}").text
    assert "Overnemen in de catalogus" in page or "Toch overnemen" in page
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("seen", "instead_of")}
    form = {name: found[1] for name, found in hidden.items() if found} | {"author": "Mo"}
    stale = client.post(f"/proposals/{link[1]}/accept", data=form | {"seen": "another"})
    assert (stale.status_code, "Let op" in stale.text or "Let &lt;op&gt;." in stale.text) == (400, True)
    assert client.post(f"/proposals/{link[1]}/decline", data={"author": "Mo", "reason": ""}).status_code == 400
    assert client.post(f"/proposals/{link[1]}/decline", data={"author": "Mo", "reason": "Nee."}).status_code == 303
    assert "afgewezen door Mo" in client.get("/proposals/").text
    assert client.post(f"/proposals/{link[1]}/accept", data=form).status_code == 400
    assert client.get("/proposals/none/1").status_code == 404
    assert client.get("/proposals", follow_redirects=True).status_code == 200


HERE, PASSWORD = "http://127.0.0.1", "vier blauwe fietsen"
GETS = ("/review/", "/review/report", "/review/editor.js", "/review/{answer}", "/review/{answer}/patch/1")
POSTS = ("check", "{answer}/approve", "{answer}/reject", "{answer}/ask", "{answer}/propose", "{answer}/correct")


@pytest.mark.parametrize(("role", "open_to"), [("manager", False), ("maintainer", False), ("analyst", True)])
def test_every_route_asks_for_the_role(assistant: Assistant, waiting: str, role: str, open_to: bool) -> None:
    assistant.records.users.set_roles("lee", [role])
    set_password(assistant.records.logins, "lee", PASSWORD)
    entrance = entrance_for(Policy(Login.PASSWORD), assistant.records, "127.0.0.1")
    app = application(lambda: nullcontext(assistant), entrance)
    with TestClient(app, HERE, headers={"origin": HERE}, client=("127.0.0.1", 5), follow_redirects=False) as browser:
        browser.post("/login", data={"name": "lee", "password": PASSWORD})
        got = [browser.get(one.format(answer=waiting)).status_code for one in GETS]
        posted = [
            browser.post("/review/" + one.format(answer=waiting), data={"seen": "99"}).status_code
            for one in (*POSTS, "{answer}/suggest")
        ]
    assistant.records.users.remove("lee")
    assert all(status != 403 for status in (*got, *posted)) if open_to else {*got, *posted} == {403}
    review = assistant.records.reviews.get(waiting)
    assert review is not None
    assert review.version == 1


@pytest.mark.parametrize(("role", "open_to"), [("manager", False), ("analyst", False), ("maintainer", True)])
def test_proposals_are_for_maintainers(assistant: Assistant, role: str, open_to: bool) -> None:
    assistant.records.users.set_roles("lee", [role])
    set_password(assistant.records.logins, "lee", PASSWORD)
    entrance = entrance_for(Policy(Login.PASSWORD), assistant.records, "127.0.0.1")
    app = application(lambda: nullcontext(assistant), entrance)
    with TestClient(app, HERE, headers={"origin": HERE}, client=("127.0.0.1", 5), follow_redirects=False) as browser:
        browser.post("/login", data={"name": "lee", "password": PASSWORD})
        got = [browser.get(f"/proposals/{place}").status_code for place in ("", "none/1")]
        acts = [
            browser.post(f"/proposals/none/1/{act}", data={"reason": "x"}).status_code for act in ("accept", "decline")
        ]
    assistant.records.users.remove("lee")
    assert [*got, *acts] == ([200, 404, 404, 404] if open_to else [403] * 4)
