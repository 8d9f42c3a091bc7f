"""Cleaning, measured beside its peers: shingle F1 of the body, words lost, and megabytes a second.

    BENCH_ARTICLES=DIR/cleaning python -m benchmarks.clean [--inputs window page html gold] [--long]

Every system gets the same input, in one process on one core, and its output is scored against
the human gold text. English pages; sets as the data's README names them. Peers on text are
written here in a few lines from their publications; those on HTML run if installed.

The shipped line model was trained on these very pages: its figures here are not those to expect
on others. `benchmarks/train_line_model.py --only-validate` prints those.
"""

import argparse
import importlib.util
import os
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks import bench_data
from benchmarks.line_model import corpus
from benchmarks.line_model.corpus import Document
from benchmarks.line_model.scoring import score, shingles

# One core: else NumPy's threads wait for each other, and their waiting counts as time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

System = Callable[[str], str]
GROUPS = ("sh", "wx")
#: Texts that each system is given before it is the next one's turn.
TURN = 10


def as_it_is(text: str) -> str:
    return text


def c4_rules(text: str) -> str:
    """The line rules of the C4 corpus (Raffel et al. 2020, section 2.2)."""
    return "\n".join(
        line
        for line in text.split("\n")
        if line.rstrip().endswith((".", "!", "?", '"', "”"))
        and len(line.split()) >= 5
        and "javascript" not in line.lower()
    )


def word_counts(text: str) -> str:
    """Boilerpipe's NumWordsRulesClassifier (Kohlschütter et al. 2010), no line being a link."""
    lines = [line for line in text.split("\n") if line.strip()]
    count = [0, *(len(line.split()) for line in lines), 0]
    return "\n".join(
        line
        for at, line in enumerate(lines, 1)
        if count[at] > 16 or count[at + 1] > 15 or count[at - 1] > 4
    )


def line_model(text: str) -> str:
    """The line model alone, without the rules that go before it."""
    from publish.normalizer.linemodel import choose, classify

    lines = text.split("\n")
    kept = choose(classify(lines)).tolist()
    return "\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)


def publish_text(text: str) -> str:
    """All of ``publish clean --body`` but the command line."""
    return _published(text, ".txt")


def publish_html(html: str) -> str:
    return _published(html, ".html")


def _published(text: str, suffix: str) -> str:
    from publish import readers
    from publish.normalizer import cleaned_text, normalize
    from publish.readers.source import Source

    source = Source(f"page{suffix}", text.encode("utf-8", "surrogatepass"), suffix)
    article, _ = readers.read(source)
    return cleaned_text(normalize(article).article, body=True)


def trafilatura(html: str) -> str:
    from trafilatura import extract

    return extract(html, include_comments=False) or ""


def readability(html: str) -> str:
    from lxml.html import document_fromstring
    from readability import Document as Readable

    return "\n".join(document_fromstring(Readable(html).summary() or "<p/>").itertext())


def justext(html: str) -> str:
    from justext import get_stoplist
    from justext import justext as classify

    paragraphs = classify(html.encode(), get_stoplist("English"))
    return "\n".join(each.text for each in paragraphs if not each.is_boilerplate)


TEXT: tuple[System, ...] = (as_it_is, c4_rules, word_counts, line_model, publish_text)
HTML: tuple[System, ...] = (
    *(
        system
        for system in (trafilatura, readability, justext)
        if importlib.util.find_spec(system.__name__)
    ),
    publish_html,
)


def text_of(document: Document, kind: str) -> str:
    if kind == "html":
        path = bench_data.root() / "dev" / document.name / "page.html"
        return path.read_text(encoding="utf-8", errors="replace")
    lines = {"window": document.window.lines, "page": document.page.lines, "gold": document.gold}
    return "\n".join(lines[kind])


def measure(systems: Sequence[System], kind: str, documents: Sequence[Document]) -> Iterator[str]:
    """A line of figures for each of `systems`."""
    texts = [text_of(document, kind) for document in documents]
    for system in systems:
        for text in texts:  # what is loaded once, by the first text that needs it, is no speed
            system(text)
    seconds = [0.0] * len(systems)
    outputs: list[list[str]] = [[] for _ in systems]
    # By turns, so that a busy machine slows all systems alike.
    for at in range(0, len(texts), TURN):
        for number, system in enumerate(systems):
            started = time.process_time()
            outputs[number] += [system(text) for text in texts[at : at + TURN]]
            seconds[number] += time.process_time() - started
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6
    for number, system in enumerate(systems):
        cells = []
        for group in GROUPS:
            found = score(
                (output, shingles("\n".join(document.gold)))
                for output, document in zip(outputs[number], documents, strict=True)
                if document.group == group
            )
            cells.append(f"{found.f1:.3f} {1 - found.recall:6.1%}")
        speed = size / seconds[number]
        yield f"{kind:7} {system.__name__:12} {cells[0]:>16} {cells[1]:>16} {speed:8.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = ("window", "page", "html", "gold")
    parser.add_argument("--inputs", nargs="+", choices=kinds, default=kinds)
    parser.add_argument("--long", action="store_true", help="measure one long text, too")
    arguments = parser.parse_args()
    documents = [
        document
        for document in corpus.read()
        if document.group in GROUPS and document.language == "en"
    ]
    heads = "".join(f"{'F1 ' + group + ', lost':>17}" for group in GROUPS)
    print(f"{'input':7} {'system':12}{heads} {'MB/s':>8}", flush=True)
    for kind in arguments.inputs:
        for line in measure(HTML if kind == "html" else TEXT, kind, documents):
            print(line, flush=True)
    if arguments.long:
        text = "\n\n".join("\n".join(document.gold) for document in documents)
        started = time.process_time()
        publish_text(text)
        seconds = time.process_time() - started
        size = len(text.encode("utf-8", "surrogatepass")) / 1e6
        print(f"one text of {size:.1f} MB: publish_text {size / seconds:.1f} MB/s")


if __name__ == "__main__":
    main()
