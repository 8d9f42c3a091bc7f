"""Heads of e-mails: what goes, what they tell, and the lines that look alike and stay."""

from __future__ import annotations

from time import perf_counter

import pytest

from publish.model import Article, Metadata
from publish.normalizer import cleaned_text, explain, mails, normalize
from publish.normalizer.rules import mail
from publish.normalizer.rules.lines import lines_of
from publish.readers.source import Source
from publish.readers.text import read

HEAD = """From: Maud Ferrier <letter@brack.example>
To: m.ferrand@postbox.example
Subject: Re: Eels and slates
Date: Fri, 14 Oct 2022 06:31:07 +0100
Reply-To: letter@brack.example
"""
TEXT = """
Dear readers,

The eels came up the mill race in the night of the first frost, nine days later than last year.
"""
PROSE = """I had kept the note in a drawer for nine years, and on Monday I took it out again.
"""
MARK = "---------- Forwarded message ---------\n"


def article(text: str, meta: Metadata | None = None) -> Article:
    found = read(Source("a.txt", text.encode()))[0]
    return Article(meta, found.blocks) if meta else found


def left(text: str, meta: Metadata | None = None) -> tuple[list[str | None], Metadata]:
    """The lines that the rule leaves, and what it tells."""
    before = article(text, meta)
    after = mail.find(before, lines_of(before))[0]
    assert mail.find(after, lines_of(after))[0] is after
    return list(lines_of(after)), after.meta


def filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def stays(text: str) -> bool:
    before = article(text)
    return mail.find(before, lines_of(before))[0] is before


def test_the_head_at_the_top_goes_and_tells_author_and_day() -> None:
    lines, meta = left(HEAD + TEXT)
    assert lines == ["Eels and slates", *filled(TEXT)]
    assert (meta.authors, meta.published, meta.title) == (("Maud Ferrier",), "2022-10-14", "")


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace(": ", ":\t"),
        HEAD.replace(": ", "："),
        HEAD.replace(": ", " : "),
        HEAD.replace("\n", "\n\n"),
        HEAD.replace("From:", "*From:*").replace("Subject:", "**Subject**:"),
        HEAD.lower().replace("maud ferrier", "Maud Ferrier").replace("eels", "Eels"),
        HEAD.replace(
            "Subject", "Cc: Ana Reyes <a@brack.example>,\n Ben <b@brack.example>\nSubject"
        ),
        HEAD.replace("Eels and", "Eels\n and"),
        HEAD + "Importance: high\nAttachments: weir.jpg\n",
        "Inbox\nStarred\nEels and slates, and what else the autumn brings to all of us in Brack\n"
        + HEAD,
    ],
    ids=["tab", "wide", "space", "gaps", "bold", "small", "more", "folded", "other", "menu"],
)
def test_a_head_is_known_in_each_of_its_forms(head: str) -> None:
    lines, meta = left(head + TEXT)
    assert lines[-3:] == ["Eels and slates", *filled(TEXT)]
    assert len(lines) == (6 if head.startswith("Inbox") else 3)
    assert (meta.authors, meta.published) == (("Maud Ferrier",), "2022-10-14")


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (
            "Von: Jan Ohl <j@x.example>\nGesendet: Freitag, 14. Oktober 2022 06:31\n"
            "An: Ida\nBetreff: AW: Aale\nAntwort an: j@x.example",
            "Jan Ohl",
        ),
        (
            "De : Luc Aubin <l@x.example>\nEnvoyé : vendredi 14 octobre 2022 06:31\n"
            "À : Ida\nCc : Léo\nObjet : TR: Aale",
            "Luc Aubin",
        ),
        (
            "De: Eva Soto <e@x.example>\nEnviado: viernes, 14 de octubre de 2022 6:31\n"
            "Para: Ida\nCC: Leo\nAsunto: RV: Aale",
            "Eva Soto",
        ),
        ("De: Eva Soto\nFecha: 14/10/2022 6:31\nPara: Ida\nAsunto: Re: Aale", "Eva Soto"),
        (
            "De: Rui Pinto <r@x.example>\nData: sex., 14 de out. de 2022 às 06:31\n"
            "Para: Ida\nAssunto: Enc: Aale",
            "Rui Pinto",
        ),
        (
            "Da: Ugo Neri <u@x.example>\nInviato: venerdì 14 ottobre 2022 06:31\n"
            "A: Ida\nOggetto: I: R: Aale",
            "Ugo Neri",
        ),
        (
            "Van: Piet Smit <p@x.example>\nVerzonden: vrijdag 14 oktober 2022 06:31\n"
            "Aan: Ida\nOnderwerp: Antw: Aale",
            "Piet Smit",
        ),
        (
            "От: Ольга Линд <o@x.example>\nКому: Ида\nДата: пт, 14 окт. 2022 г. в 06:31\n"
            "Тема: Re: Aale",
            "Ольга Линд",
        ),
        (
            "发件人:王小明 <w@x.example>\n收件人:李四\n"
            "发送时间:2022年10月14日 6:31\n主题:转发:Aale",
            "王小明",
        ),
        (
            "差出人： 山田 太郎 <y@x.example>\n宛先： 井田\n日時： 2022年10月14日(金) 6:31\n"
            "件名： Re: Aale",
            "山田 太郎",
        ),
        # Some programs write a part of the names in English.
        ("Von: Jan Ohl <j@x.example>\nDate: Fr., 14. Okt. 2022\nSubject: Aale\nTo: Ida", "Jan Ohl"),
    ],
    ids=["de", "fr", "es", "es-numbers", "pt", "it", "nl", "ru", "zh", "ja", "mixed"],
)
def test_heads_are_known_in_each_language(head: str, author: str) -> None:
    lines, meta = left(f"{head}\n\n{TEXT}")
    assert lines == ["Aale", *filled(TEXT)]
    assert (meta.authors, meta.published) == ((author,), "2022-10-14")


@pytest.mark.parametrize(
    "text",
    [
        # An interview.
        "From: Where did you begin?\nTo: In the yard, with ropes.\nSubject: And what came then?\n",
        f"From: {PROSE}\nTo: {PROSE}\nSubject: Your first boat\nDate: 14 October 2022\n",
        # A poem.
        "From: the hill\nTo: the harbour\nSubject: to weather\nDate: when the swifts are gone\n",
        # A time table.
        "From: Merrow\nTo: Skarrow\nDate: every Monday\n",
        "From: Merrow\nTo: Skarrow\nDate: 14 October 2022\n",
        # The cast of a play.
        "From: a clerk\nTo: a porter\nCc: their shadow\nDate: a fruit seller\n",
        # A form, and one with the address that it goes to.
        "From: ..........\nTo: ..........\nSubject: ..........\nDate: ..........\n",
        "From: ____________\nSubject: ____________\nTo: permits@brack.example\n",
        "From:\nSubject:\nDate:\nTo:\n",
        # A recipe, and too few lines.
        "Subject: Bread\nTo: four loaves\nFrom: rye\n",
        "From: Maud Ferrier <letter@brack.example>\nSubject: Eels\n",
        "To: m.ferrand@postbox.example\nCc: letter@brack.example\nDate: 14 October 2022\n",
        "Subject: Eels\nSubject: Slates\nSubject: Weirs\nDate: 14 October 2022\n",
    ],
)
def test_lines_that_look_alike_stay(text: str) -> None:
    assert stays(text + TEXT)
    assert stays(f"The road to Skarrow\n\n{text}{TEXT}")


@pytest.mark.parametrize(
    "above",
    [
        PROSE,
        # The same, wrapped.
        "I had kept the note in a drawer for nine years, and on\nMonday I took it out, for it\n",
        "This is what she wrote:\n",
        "A line\n\n" * mail._TOP,
    ],
    ids=["prose", "wrapped", "lead-in", "far"],
)
def test_an_email_that_the_author_quotes_stays(above: str) -> None:
    assert stays(above + HEAD + TEXT)
    assert stays(f"The note\n\n{above}\n\n{HEAD}{TEXT}")


def test_a_quoted_email_stays_when_the_prose_above_it_went_to_the_metadata() -> None:
    deck = "She had kept the note in a drawer for nine years before she answered it."
    found = normalize(article(f"The Drawer at Brack\n\n{deck}\n\nBy Ana Reyes\n\n{HEAD}{TEXT}"))
    assert found.article.meta.subtitle == deck
    assert "mail" not in {change.rule for change in found.changes}


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------",
        "-----Original Message-----",
        "Begin forwarded message:",
        "---- Forwarded by Ana Reyes on 3 May ----",
        "-------- Weitergeleitete Nachricht --------",
        "-----Ursprüngliche Nachricht-----",
        "Anfang der weitergeleiteten Nachricht:",
        "-------- Message transféré --------",
        "-----Message d’origine-----",
        "Début du message réexpédié :",
        "---------- Mensaje reenviado ---------",
        "-----Mensaje original-----",
        "-------- Mensagem encaminhada --------",
        "-------- Messaggio Inoltrato --------",
        "-------- Doorgestuurd bericht --------",
        "-------- Пересылаемое сообщение --------",
        "---------- 转发的邮件 ---------",
        "-------- 転送メッセージ --------",
    ],
)
def test_below_a_mark_a_head_goes_wherever_it_stands(mark: str) -> None:
    lines, meta = left(f"{PROSE}\n{mark}\n\n{HEAD}{TEXT}")
    assert lines == [*filled(PROSE), "Eels and slates", *filled(TEXT)]
    assert (meta.authors, meta.published) == (("Maud Ferrier",), "2022-10-14")
    # Without a head below it is what the author says.
    assert stays(f"{PROSE}\n{mark}\n{TEXT}{HEAD}")


def test_words_that_only_begin_like_a_mark_are_none() -> None:
    for line in ("Original message or not, I kept it.", "-- Original messages --", "----------"):
        assert not mails.marks_message(line)


def test_the_subject_of_a_forwarded_message_stays_where_it_says_something_else() -> None:
    lines, meta = left(f"{HEAD}{PROSE}\n{MARK}{HEAD.replace('Re:', 'Fwd: FW:')}{TEXT}")
    assert lines == ["Eels and slates", *filled(PROSE), *filled(TEXT)]
    assert meta.authors == ("Maud Ferrier",)
    other = HEAD.replace("Re: Eels and slates", "AW: The weir").replace("Maud", "Ida")
    lines, meta = left(f"{HEAD}{PROSE}\n{MARK}{other}{TEXT}")
    assert lines == ["Eels and slates", *filled(PROSE), "The weir", *filled(TEXT)]
    assert meta.authors == ("Maud Ferrier",)


def test_of_two_heads_at_the_top_the_first_tells() -> None:
    other = HEAD.replace("Maud", "Ida").replace("14 Oct", "12 Oct")
    lines, meta = left(f"{HEAD}\nSee below.\n\n{MARK}{other}{TEXT}")
    assert lines == ["Eels and slates", "See below.", *filled(TEXT)]
    assert (meta.authors, meta.published) == (("Maud Ferrier",), "2022-10-14")


def test_what_is_known_is_not_told_again() -> None:
    known = Metadata(title="The weir", authors=("Ana Reyes",), published="2021-03-05")
    lines, meta = left(HEAD + TEXT, known)
    assert lines == ["Eels and slates", *filled(TEXT)]
    assert meta == known
    lines, meta = left(HEAD + TEXT, Metadata(title="Eels and slates"))
    assert lines == ["Eels and slates", *filled(TEXT)]
    assert meta.authors == ("Maud Ferrier",)


def test_a_subject_that_says_nothing_goes() -> None:
    assert left(HEAD.replace("Eels and slates", "") + TEXT)[0] == filled(TEXT)


def test_a_head_with_no_text_below_stays() -> None:
    assert stays(HEAD)


def test_a_name_that_was_there_before_ends_the_head() -> None:
    lines, _ = left(f"{HEAD}\nTo: all who walk the weir\nat night, beware of the slates.\n{TEXT}")
    assert lines[:2] == ["Eels and slates", "To: all who walk the weir"]


def test_a_list_of_the_text_below_the_head_stays() -> None:
    head = "".join(HEAD.splitlines(keepends=True)[:3])
    lines, meta = left(f"{head}\nDate: 12 November 2022\nPlace: the shed\n{TEXT}")
    assert lines[:3] == ["Eels and slates", "Date: 12 November 2022", "Place: the shed"]
    assert meta.published == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Petra Lind <p.lind@x.example>", ("Petra Lind",)),
        ('"Lind, Petra" <p.lind@x.example>', ("Petra Lind",)),
        ("p.lind@x.example (Petra Lind)", ("Petra Lind",)),
        ("Petra Lind [mailto:p.lind@x.example]", ("Petra Lind",)),
        ("'Petra Lind' via Brack List <list@x.example>", ("Petra Lind",)),
        ("PETRA LIND", ("Petra Lind",)),
        ("Ana Reyes and Ben Ode <both@x.example>", ("Ana Reyes", "Ben Ode")),
        ("p.lind@x.example", ()),
        ("p.lind@x.example <mailto:p.lind@x.example>", ()),
        ("petra", ()),
        ("The Tollhouse Letter <letter@x.example>", ()),
        ("Tollhouse Newsletter <letter@x.example>", ()),
        ("Stadtarchiv Lund <archiv@x.example>", ()),
        ("港口日报 <news@x.example>", ()),
    ],
)
def test_a_sender_is_an_author_by_a_person_s_name_alone(text: str, names: tuple[str, ...]) -> None:
    assert mails.sender(text) == names


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date: Fri, 14 Oct 2022 06:31:07 +0100 (BST)", "2022-10-14"),
        ("Date: Fri Oct 14 06:31:07 2022", "2022-10-14"),
        ("Date: 14 Oct 22 06:31:07 GMT", "2022-10-14"),
        ("Date: Fri, Oct 14, 2022 at 6:31 AM", "2022-10-14"),
        ("Sent: 2022-10-14 06:31", "2022-10-14"),
        ("Datum: 14.10.22, 06:31", "2022-10-14"),
        ("Envoyé : 5/10/2022 06:31", "2022-10-05"),
        ("Date: 31 Feb 2022 06:31", ""),
        ("Date: October 2022", ""),
        ("Date: every Monday", ""),
    ],
)
def test_the_day_is_read_in_each_form(line: str, day: str) -> None:
    entry = mails.entry(line)
    assert entry
    assert mails.day([entry]) == day


@pytest.mark.parametrize(
    "before",
    [
        *("Re: ", "RE:", "Fwd: ", "FW: ", "AW: ", "WG: ", "TR: ", "RV: ", "I: ", "R: ", "Antw: "),
        *("Enc: ", "RES: ", "Re : ", "Re[2]: ", "回复：", "返信: ", "Re: AW: Fwd: "),
    ],
)
def test_what_mail_programs_put_before_a_subject_goes(before: str) -> None:
    assert mails.subject(f"{before}Eels and slates") == "Eels and slates"


def test_what_a_subject_begins_with_itself_stays() -> None:
    for text in ("Regarding: eels", "R2: the robot", "Report: eels", "Ida: a life", "re-eel"):
        assert mails.subject(text) == text


def test_each_name_has_one_field_and_each_language_all_that_make_a_head() -> None:
    data = mails._data()
    fields: dict[str, set[str]] = {}
    for name, languages in data.languages.items():
        assert name == name.casefold()
        assert len(set(languages)) == len(languages)
        for language in languages:
            fields.setdefault(language, set()).add(data.fields[name])
    for language in ("en", "de", "es", "fr", "pt", "it", "nl", "ru", "zh", "ja"):
        assert fields[language] >= {"from", "to", "cc", "date", "subject", "reply"}


def test_each_line_is_a_change_that_can_be_undone() -> None:
    found = normalize(article(HEAD + TEXT))
    changes = [change for change in found.changes if change.rule == "mail"]
    assert [(c.before, c.after, c.confidence) for c in changes] == [
        ("From: Maud Ferrier <letter@brack.example>", "Maud Ferrier", 0.9),
        ("To: m.ferrand@postbox.example", "", 0.9),
        ("Subject: Re: Eels and slates", "Eels and slates", 0.9),
        ("Date: Fri, 14 Oct 2022 06:31:07 +0100", "2022-10-14", 0.9),
        ("Reply-To: letter@brack.example", "", 0.9),
    ]
    assert found.article.meta.title == "Eels and slates"
    lines = [str(line) for line in explain(changes)]
    assert lines[1].startswith("Line 2: removed, because it belongs to the head of an e-mail")
    assert lines[2].startswith("Line 3: changed")
    kept = normalize(article(HEAD + TEXT), keep=["mail"])
    assert "mail" not in {change.rule for change in kept.changes}
    kept = normalize(article(HEAD + TEXT), keep_lines=[2])
    assert "To: m.ferrand@postbox.example" in cleaned_text(kept.article)
    assert "Reply-To" not in cleaned_text(kept.article)


def test_lines_without_end_take_no_time_to_speak_of() -> None:
    recipients = "To: a@x.example,\n" + " b@x.example,\n" * 20_000
    begun = perf_counter()
    left(recipients + HEAD + TEXT)
    stays(f"From: {'<' * 50_000}{' ' * 50_000}@\nTo: {'a' * 100_000} @\nSubject: {'Re ' * 9999}\n")
    stays("To: Ana\nFrom: Ida\n" * 20_000)
    assert not mails.marks_message("-" * 100_000)
    assert perf_counter() - begun < 5


def test_a_message_that_a_sentence_leads_in_is_quoted() -> None:
    quoted = "This is what one of them looks like:\n\n---------- Forwarded message ---------\n"
    lines, meta = left(f"{PROSE}\n{quoted}{HEAD}{TEXT}")
    assert any(line.startswith("From: ") for line in lines)
    assert meta.authors == ()
