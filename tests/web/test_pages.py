"""An answer by its address: the page, the files, what people add, and what another site may not do."""

from __future__ import annotations

import re

import httpx
import pytest

from assistant.answering import Assistant
from assistant.entrance import LOCAL

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
    without = client.get(f"/answers/{answer}/sheet.png")
    assert (without.status_code, "geen grafiek te maken" in without.text) == (404, True)


def test_a_whole_conversation_is_one_sheet_for_who_had_it_only(client: httpx.Client, assistant: Assistant) -> None:
    assistant.records.conversations.begin("c1", LOCAL, "Hoeveel inwoners?")
    assistant.records.conversations.begin("c2", "somebody-else", "Hoeveel inwoners?")
    turns = ("Hoeveel inwoners hadden we in 2024?", "En in Noord?", "Hoeveel eenhoorns?")
    mine = [assistant.ask(turn, conversation="c1", lasting=True) for turn in turns]
    other = assistant.ask(turns[0], conversation="c2", lasting=True)
    page = client.get(f"/answers/{mine[0].kept}/conversation.html")
    assert page.text.count("<article>") == 2
    assert "Een gesprek in 2 vragen" in page.text
    assert "wijk Noord" in page.text
    assert client.get(f"/answers/{mine[0].kept}/conversation.docx").content.startswith(b"PK")
    assert "/conversation.html" in client.get(f"/answers/{mine[0].kept}").text
    assert client.get(f"/answers/{other.kept}/conversation.html").status_code == 404
    assert "/conversation.html" not in client.get(f"/answers/{other.kept}").text
    assert client.get(f"/answers/{mine[0].kept}/conversation.xlsx").status_code == 404


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
    assert late.status_code == 409
    assert "Iemand anders heeft dit intussen gewijzigd" in late.text
    # What was typed stands in the form again, beside what somebody else made of it, and can be sent after all.
    assert ">Van wie te laat was.</textarea>" in late.text
    assert "<blockquote><p>Een andere mening.</p></blockquote>" in late.text
    assert 'name="seen" value="2"' in late.text
    history = client.get(address[1].replace("/notes/", "/history/")).text
    assert history.index("Een andere mening.") < history.index("Een mening.")
    assert client.post(address[1], data={"text": "", "author": "Sam", "seen": "2"}).status_code == 303
    taken_back = client.get(f"/answers/{answer}").text
    assert ">Een andere mening.</textarea>" not in taken_back
    assert "(ingetrokken)" in taken_back
    assert "ingetrokken" in client.get(address[1].replace("/notes/", "/history/")).text
    # Taken back by another while it was being changed: there is no form any more, and still nothing is lost.
    too_late = client.post(address[1], data=changed | {"seen": "2", "text": "Nog net te laat."})
    assert too_late.status_code == 409
    assert "<blockquote><p>Nog net te laat.</p></blockquote>" in too_late.text


def test_an_agreement_is_changed_and_taken_back_and_its_history_stays(client: httpx.Client, answer: str) -> None:
    assert client.post(f"/answers/{answer}/agreements", data=AGREEMENT | {"what": "Anders plannen"}).status_code == 303
    page = client.get(f"/answers/{answer}").text
    addresses = re.findall(rf'action="(/answers/{answer}/agreements/\w+)"', page)
    assert 'value="4.500"' in page
    changed = AGREEMENT | {"what": "Nog anders plannen", "target": "4.400,5", "seen": "1"}
    assert client.post(addresses[-1], data=changed).status_code == 303
    page = client.get(f"/answers/{answer}").text
    assert 'value="4.400,5"' in page
    assert client.post(addresses[-1], data=changed).status_code == 409
    assert client.post(addresses[-1], data=changed | {"what": " ", "seen": "2"}).status_code == 303
    history = client.get(addresses[-1].replace("/agreements/", "/history/")).text
    for told in ("Anders plannen", "Nog anders plannen", "naar 4.500 ", "ingetrokken"):
        assert told in history
    # What stands under one answer is not to be had by the address of another.
    elsewhere = addresses[-1].split("/")[-1]
    assert client.get(f"/answers/nothing/history/{elsewhere}").status_code == 404


def test_an_agreement_shows_the_figure_then_and_now(client: httpx.Client, answer: str) -> None:
    assert client.post(f"/answers/{answer}/agreements", data=AGREEMENT).status_code == 303
    for page in (client.get(f"/answers/{answer}").text, client.get("/answers/?lang=nl").text):
        assert "Mensen eerder spreken" in page
        assert "4.671" in page
        assert "zegt dit cijfer niet" in page
    assert "All agreements" in client.get("/answers/?lang=en").text


@pytest.mark.parametrize(
    ("form", "changed", "said"),
    [
        ("notes", {"text": " "}, "in hoogstens 4.000 tekens"),
        ("notes", {"text": "Te lang. " + "x" * 4001}, "in hoogstens 4.000 tekens"),
        ("notes", {"text": "x" * 200_000}, "in hoogstens 4.000 tekens"),
        ("notes", {"author": " "}, "Vul uw naam in"),
        ("notes", {"author": "N" * 201}, "Vul uw naam in"),
        ("agreements", {"due": "morgen"}, "Kies een datum"),
        ("agreements", {"due": "2026-02-30"}, "Kies een datum"),
        ("agreements", {"way": "sideways"}, "omhoog of omlaag"),
        ("agreements", {"target": "veel"}, "Vul een getal in"),
        ("agreements", {"what": ""}, "Schrijf op wat er wordt gedaan"),
        ("agreements", {"metric": "bevolking.inwoners"}, "Dat kan bij dit antwoord niet"),
    ],
)
def test_what_cannot_be_kept_is_said_in_words_and_stays_in_its_form(
    form: str, changed: dict[str, str], said: str, client: httpx.Client, answer: str
) -> None:
    filled = (NOTE if form == "notes" else AGREEMENT) | changed
    sent = client.post(f"/answers/{answer}/{form}", data=filled)
    assert sent.status_code == 400
    assert said in sent.text
    for name in ("text", "what", "who", "due", "target"):
        if filled.get(name, "").strip():
            assert filled[name] in sent.text


@pytest.mark.parametrize("path", ["nothing", "nothing/sheet.html", "nothing/history/x", "../../etc/passwd"])
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
