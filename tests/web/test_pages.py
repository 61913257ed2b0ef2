"""An answer by its address: the page, the files, what people add, and what another site may not do."""

from __future__ import annotations

import re

import httpx
import pytest

from assistant.answering import Assistant

SCRIPT = "<script>alert(1)</script>"
NOTE = {"text": "Dit komt door de nieuwe regels.", "author": "Kim"}
AGREEMENT = {
    "what": "Mensen eerder spreken",
    "who": "Team Werk",
    "metric": "bijstand.uitkeringen",
    "way": "down",
    "due": "2026-06-30",
    "target": "4.500",
    "author": "Kim",
}


def test_the_page_of_an_answer(client: httpx.Client, answer: str) -> None:
    page = client.get(f"/answers/{answer}")
    assert page.status_code == 200
    assert 'lang="nl"' in page.text
    for part in ("4.419", "Dezelfde vraag geeft vandaag dezelfde cijfers.", "Duiding toevoegen", "Afspraak maken"):
        assert part in page.text
    assert str(client.base_url.join(f"/answers/{answer}")) in page.text


@pytest.mark.parametrize(
    ("form", "begins"),
    [("html", b"<!doctype html>"), ("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")],
)
def test_the_files_of_an_answer(form: str, begins: bytes, client: httpx.Client, answer: str) -> None:
    file = client.get(f"/answers/{answer}/sheet.{form}")
    assert file.status_code == 200
    assert file.content.startswith(begins)


def test_the_drawing_of_an_answer(client: httpx.Client, assistant: Assistant, answer: str) -> None:
    series = str(assistant.ask("Hoe ontwikkelde het aantal inwoners zich van 2020 tot en met 2023?").kept)
    assert client.get(f"/answers/{series}/sheet.png").content.startswith(b"\x89PNG")
    drawing = client.get(f"/answers/{series}/sheet.svg")
    assert drawing.text.startswith("<svg")
    assert "sandbox" in drawing.headers["content-security-policy"]
    assert client.get(f"/answers/{answer}/sheet.png").status_code == 400


def test_a_note_is_shown_as_an_opinion_and_changed_without_losing_what_stood_there(
    client: httpx.Client, answer: str
) -> None:
    sent = client.post(f"/answers/{answer}/notes", data=NOTE | {"text": f"Een mening. {SCRIPT}"})
    assert (sent.status_code, sent.headers["location"]) == (303, f"/answers/{answer}")
    page = client.get(f"/answers/{answer}").text
    assert "Een duiding is de mening" in page
    assert SCRIPT not in page
    address = re.search(rf'action="(/answers/{answer}/notes/\w+)"', page)
    assert address is not None
    changed = {"text": "Een andere mening.", "author": "Sam", "seen": "1"}
    assert client.post(address[1], data=changed).status_code == 303
    late = client.post(address[1], data=changed | {"text": "Van wie te laat was."})
    assert late.status_code == 200
    assert "Iemand anders heeft deze duiding intussen gewijzigd" in late.text
    assert "Van wie te laat was." in late.text
    assert "Een andere mening." in late.text
    history = client.get(address[1]).text
    assert history.index("Een andere mening.") < history.index("Een mening.")
    assert client.post(address[1], data={"text": "", "author": "Sam", "seen": "2"}).status_code == 303
    assert "Een andere mening." not in client.get(f"/answers/{answer}").text


def test_an_agreement_shows_the_figure_then_and_now(client: httpx.Client, answer: str) -> None:
    assert client.post(f"/answers/{answer}/agreements", data=AGREEMENT).status_code == 303
    for page in (client.get(f"/answers/{answer}").text, client.get("/answers/?lang=nl").text):
        assert "Mensen eerder spreken" in page
        assert "4.671" in page
        assert "zegt dit cijfer niet" in page
    assert "All agreements" in client.get("/answers/?lang=en").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " "}, "is empty"),
        ({"text": "x" * 4001}, "may have 4000"),
        ({"author": " "}, "whose words"),
    ],
)
def test_a_note_that_cannot_be_kept_is_said_in_words(
    changed: dict[str, str], said: str, client: httpx.Client, answer: str
) -> None:
    sent = client.post(f"/answers/{answer}/notes", data=NOTE | changed)
    assert sent.status_code == 400
    assert said in sent.text
    assert "Traceback" not in sent.text


@pytest.mark.parametrize("path", ["nothing", "nothing/sheet.html", "nothing/notes/x", "../../etc/passwd"])
def test_an_address_that_leads_nowhere(path: str, client: httpx.Client) -> None:
    assert client.get(f"/answers/{path}").status_code == 404


@pytest.mark.parametrize("headers", [{"origin": "http://elsewhere.example"}, {"origin": "null"}])
def test_another_site_cannot_add_anything(headers: dict[str, str], client: httpx.Client, answer: str) -> None:
    assert client.post(f"/answers/{answer}/notes", data=NOTE, headers=headers).status_code == 403


def test_a_form_of_a_megabyte_is_not_read(client: httpx.Client, answer: str) -> None:
    assert client.post(f"/answers/{answer}/notes", data=NOTE | {"text": "x" * 1_000_000}).status_code == 413


def test_every_page_forbids_what_it_does_not_need(client: httpx.Client, answer: str) -> None:
    for path in (f"/answers/{answer}", "/answers/", "/answers/style.css", "/answers/nothing"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get(f"/answers/{answer}").headers["cache-control"] == "no-store"
