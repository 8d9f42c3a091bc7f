"""The network in torch, laid out as `publish.normalizer.linemodel.network` runs it."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from benchmarks.line_model.examples import Example
from publish.normalizer.linemodel.features import BUCKET_BITS

GAP = 16  # empty rows between the pages of a batch; no convolution reaches further
_BUCKETS = 1 << BUCKET_BITS
_CAP = 3.0
_DUMP_LINES = 4  # of debris, title and byline among them


@dataclass(frozen=True)
class Settings:
    """What was tried is in docs/line-model.md."""

    epochs: int = 80
    width: int = 32
    vector: int = 3
    marks: int = 8
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1)
    surprise: float = 0.1  # what the run of lines and the title weigh in the loss
    rate: float = 3e-3
    decay: float = 1e-2
    dropout: float = 0.15
    word_dropout: float = 0.3
    batch: int = 12
    averaged: float = 0.5  # the share of the steps, the last, whose weights are averaged
    level: float = 0.3  # of the rate, while they are
    written: int = 90  # of the articles written for training, in an epoch
    # How often each shape of a page is drawn.
    shares: tuple[tuple[str, float], ...] = (
        ("window", 3), ("page", 2), ("cut", 3), ("shape", 1.4), ("gold", 2.5), ("mix", 2),
        ("strewn", 1.5),
    )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    inputs: Tensor
    entry_line: Tensor
    entry: Tensor
    page: Tensor
    mask: Tensor
    roles: Tensor
    sizes: Tensor
    cost: Tensor  # of a mistake on each line
    share: Tensor  # of its page's words
    lines: Tensor
    topic_line: Tensor
    topic_bucket: Tensor
    topic_named: Tensor
    dumps: Tensor
    spans: list[tuple[int, int]]


def batch(examples: Sequence[Example], allowed: np.ndarray) -> Batch:
    columns: dict[str, list[np.ndarray]] = {name: [] for name in (
        "inputs", "entry_line", "entry", "page", "mask", "roles", "sizes", "cost", "share",
        "topic_line", "topic_bucket", "topic_named",
    )}  # fmt: skip
    spans = []
    offset = 0
    for number, example in enumerate(examples):
        count = len(example.inputs)
        known = allowed[example.entry]

        def padded(values: np.ndarray, fill: float = 0) -> np.ndarray:
            shape = (GAP, *values.shape[1:])
            return np.concatenate((values, np.full(shape, fill, values.dtype)))

        sizes = example.sizes
        columns["inputs"].append(padded(example.inputs))
        columns["entry_line"].append(example.entry_line[known] + offset)
        columns["entry"].append(example.entry[known])
        columns["page"].append(np.full(count + GAP, number))
        columns["mask"].append(padded(np.ones(count, np.float32)))
        columns["roles"].append(padded(example.roles))
        columns["sizes"].append(padded(sizes, 1))
        columns["cost"].append(padded(_cost(example)))
        columns["share"].append(padded(sizes / max(sizes.sum(), 1)))
        columns["topic_line"].append(example.topics.line + offset)
        columns["topic_bucket"].append(example.topics.bucket + number * _BUCKETS)
        columns["topic_named"].append(example.topics.named.astype(np.float32))
        spans.append((offset, offset + count))
        offset += count + GAP
    tensors = {}
    for name, parts in columns.items():
        joined = np.concatenate(parts)
        kind = torch.long if joined.dtype.kind == "i" else torch.float32
        tensors[name] = torch.tensor(joined, dtype=kind)
    return Batch(
        **tensors,
        lines=torch.tensor([stop - start for start, stop in spans], dtype=torch.float32),
        dumps=torch.tensor([float(_is_dump(example)) for example in examples]),
        spans=spans,
    )


def _is_dump(example: Example) -> bool:
    return bool((example.roles[:, 0] == 0).sum() >= _DUMP_LINES)


def _cost(example: Example) -> np.ndarray:
    """Words over the article's words, as the score counts; a page's debris weighs 2 at most."""
    keep = example.roles[:, 0] == 1
    cost = (example.sizes + 1) / max(float(example.sizes[keep].sum()), 30)
    debris = float(cost[~keep].sum())
    return np.where(~keep & (debris > 2), cost * 2 / max(debris, 2), cost).astype(np.float32)


class LineNetwork(nn.Module):
    def __init__(
        self, settings: Settings, words: int, mean: np.ndarray, deviation: np.ndarray
    ) -> None:
        super().__init__()
        self.settings = settings
        width = settings.width
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("deviation", torch.tensor(deviation))
        self.vectors = nn.Parameter(torch.randn(words, settings.vector) * 0.01)
        self.input = nn.Linear(len(mean) + settings.vector, width)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(width, width, 3, dilation=step, padding=step) for step in settings.dilations
        )
        self.page = nn.Linear(2 * width, width)
        self.early = nn.Linear(width, 1)
        self.shared = nn.Linear(6, width)
        self.passed = nn.Linear(3, width)
        self.marks = nn.Linear(width, 2 * settings.marks)
        self.seen = nn.Linear(2 * settings.marks, width)
        self.bounds = nn.Linear(width, 4)
        self.placed = nn.Linear(6, width)
        self.output = nn.Linear(width, 4)
        self.dump = nn.Linear(2 * width + 2 * settings.marks, 1)

    def forward(self, b: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        drop = self.settings.dropout
        inputs = ((b.inputs - self.mean) / self.deviation).clamp(-4, 4)
        vectors = self.vectors
        if self.training:
            chance = self.settings.word_dropout
            vectors = vectors * (torch.rand(len(vectors), 1) > chance).float() / (1 - chance)
        words = torch.zeros(len(inputs), vectors.shape[1])
        words = words.index_add(0, b.entry_line, vectors[b.entry])
        words = words / b.sizes.clamp(min=1).sqrt()[:, None]
        mask = b.mask[:, None]
        values = functional.dropout(torch.cat((inputs, words), 1), drop / 2, self.training)
        hidden = functional.dropout(torch.relu(self.input(values)) * mask, drop, self.training)
        for index, convolution in enumerate(self.convolutions):
            more = torch.relu(convolution(hidden.t()[None])[0].t())
            hidden = (hidden + functional.dropout(more, drop, self.training)) * mask
            if index == 1:
                whole = torch.relu(self.page(self._pool(hidden, b)))
                hidden = (hidden + whole[b.page]) * mask
                early = self.early(hidden)[:, 0]
                likely = torch.sigmoid(early.detach())
                shared = self.shared(_shared(likely, b)) + self.passed(_passed(likely, b))
                seen = _seen(torch.sigmoid(self.marks(hidden)), b)
                hidden = (hidden + shared + self.seen(seen)) * mask
            if index == len(self.convolutions) - 2:
                bounds = self.bounds(hidden)
                places, surprise = _placed(bounds, b)
                hidden = (hidden + self.placed(places)) * mask
        half = self.settings.marks
        top = torch.tensor([first for first, _ in b.spans])
        bottom = torch.tensor([last - 1 for _, last in b.spans])
        evidence = (self._pool(hidden, b), seen[bottom, :half], seen[top, half:])
        return self.output(hidden), early, self.dump(torch.cat(evidence, 1))[:, 0], surprise

    @staticmethod
    def _pool(hidden: Tensor, b: Batch) -> Tensor:
        empty = torch.zeros(len(b.spans), hidden.shape[1])
        lines = empty.index_add(0, b.page, hidden * b.mask[:, None]) / b.lines[:, None]
        return torch.cat((lines, empty.index_add(0, b.page, hidden * b.share[:, None])), 1)


def _shared(early: Tensor, b: Batch) -> Tensor:
    own = early[b.topic_line]
    empty = torch.zeros(len(b.spans) * _BUCKETS)
    uses = empty.index_add(0, b.topic_bucket, torch.ones(len(own)))[b.topic_bucket]
    kept = (empty.index_add(0, b.topic_bucket, own)[b.topic_bucket] - own).clamp(min=0)
    lost = (uses - 1 - kept).clamp(min=0)
    in_kept, share = kept / (kept + 1), kept / (kept + lost + 1)

    def total(values: Tensor) -> Tensor:
        return torch.zeros(len(early)).index_add(0, b.topic_line, values)

    many = total(torch.ones(len(own))).clamp(min=1)
    named = total(b.topic_named).clamp(min=1)
    met = total(in_kept)
    columns = (
        met / many,
        total(lost / (lost + 1)) / many,
        total(share) / many,
        total(in_kept * b.topic_named) / named,
        total(share * b.topic_named) / named,
        met / (many + 2),
    )
    return torch.stack(columns, 1) * 2 - 0.5


def _passed(early: Tensor, b: Batch) -> Tensor:
    """Words likely kept before each line and after it."""
    words = early * b.sizes * b.mask
    through = words.cumsum(0)
    whole = torch.zeros(len(b.spans)).index_add(0, b.page, words)
    start = torch.cat((torch.zeros(1), whole.cumsum(0)[:-1]))
    before = (through - words - start[b.page]).clamp(min=0)
    after = (whole[b.page] - before - words).clamp(min=0)
    share = before / (before + words + after + 1)
    return torch.stack((2 * share - 1, before.log1p() / 4 - 1, after.log1p() / 4 - 1), 1)


def _seen(marks: Tensor, b: Batch) -> Tensor:
    """The highest value of each mark so far from the top, and so far from the bottom.

    Values lie between 0 and 1: with the page's number added, a maximum starts anew on each page.
    """
    marks = marks * b.mask[:, None]
    half = marks.shape[1] // 2
    page = b.page[:, None].float()
    down = (marks[:, :half] + page).cummax(0).values - page
    up = (marks[:, half:] - page).flip(0).cummax(0).values.flip(0) + page
    return torch.cat((down, up), 1)


def _placed(bounds: Tensor, b: Batch) -> tuple[Tensor, Tensor]:
    """What `network._placed` computes, and the surprise at the true run of lines and title, in
    nats a page."""
    inside = 3 * torch.tanh(bounds[:, 0] / 3)
    opens, closes, title = bounds[:, 1:].clamp(-8, 8).unbind(1)
    parts, surprise = [], []
    blank = torch.zeros(GAP, 6)
    for first, last in b.spans:
        through = inside[first:last].cumsum(0)
        start = opens[first:last] - through + inside[first:last]
        stop = closes[first:last] + through
        begun = start.logcumsumexp(0)
        ending = stop.flip(0).logcumsumexp(0).flip(0)
        total = (begun + stop).logsumexp(0)
        closing = (begun + stop - total).exp()
        named = torch.cat((title[first:last], torch.zeros(1))).log_softmax(0)[:-1]
        parts.append(
            torch.stack(
                (
                    (begun + ending - total).exp(),
                    closing.cumsum(0) - closing,
                    (start + ending - total).exp(),
                    closing,
                    named.exp().cumsum(0),
                    named.exp(),
                ),
                1,
            )
        )
        parts.append(blank)
        kept = b.roles[first:last, 0].nonzero()[:, 0]
        if len(kept):
            surprise.append((total - start[kept[0]] - stop[kept[-1]]).clamp(max=12))
        titles = b.roles[first:last, 1].nonzero()[:, 0]
        if len(titles):
            surprise.append(-named[titles].logsumexp(0))
        else:
            surprise.append(-torch.log((1 - named.exp().sum()).clamp(min=1e-4)))
    return 2 * torch.cat(parts) - 1, torch.stack(surprise).sum() / len(b.spans)


def loss(
    lines: Tensor, early: Tensor, dump: Tensor, surprise: Tensor, b: Batch, part: float
) -> Tensor:
    """Cross-entropy weighted by words, the words' F1 a page, and what the roles add."""
    keep = b.roles[:, 0]
    pages = len(b.spans)
    entropy = functional.binary_cross_entropy_with_logits(lines[:, 0], keep, reduction="none")
    hint = functional.binary_cross_entropy_with_logits(early, keep, reduction="none")
    # Some labels are wrong; a line the network is sure of must not cost without bound.
    entropy = _CAP * (1 - torch.exp(-entropy / _CAP))
    # A lost line is the worse mistake.
    entropy = entropy * torch.where(keep > 0, 1.2, 1.0) + 0.3 * hint
    weighted = (entropy * b.cost).sum() / pages + 0.3 * (entropy * b.mask).sum() / b.mask.sum()
    chance = torch.sigmoid(lines[:, 0])

    def total(values: Tensor) -> Tensor:
        return torch.zeros(pages).index_add(0, b.page, values * b.cost)

    f1 = 2 * total(chance * keep) / (total(chance) + total(keep) + 1e-3)
    roles = functional.binary_cross_entropy_with_logits(
        lines[:, 1:], b.roles[:, 1:], reduction="none", pos_weight=torch.tensor([2.0, 3.0, 3.0])
    )
    return (
        weighted
        + part * surprise
        + (1 - f1).mean()
        + 0.06 * (roles * b.mask[:, None]).sum() / pages
        + 0.3 * functional.binary_cross_entropy_with_logits(dump, b.dumps)
    )


def train(
    examples: Sequence[Example],
    allowed: np.ndarray,
    settings: Settings,
    seed: int,
) -> LineNetwork:
    """A trained network.

    A document of which there is no whole page is an article written for training.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    whole = np.concatenate([e.inputs for e in examples if e.shape in ("window", "page")])
    network = LineNetwork(settings, len(allowed), whole.mean(0), whole.std(0) + 1e-3)
    rest = [value for name, value in network.named_parameters() if name != "vectors"]
    optimizer = torch.optim.AdamW(
        [
            {"params": [network.vectors], "weight_decay": settings.decay * 10},
            {"params": rest, "weight_decay": settings.decay},
        ],
        lr=settings.rate,
    )
    shapes: dict[int, list[Example]] = {}
    for example in examples:
        shapes.setdefault(example.document, []).append(example)
    share = dict(settings.shares)
    weights = {
        number: [share[e.shape] / sum(o.shape == e.shape for o in own) for e in own]
        for number, own in shapes.items()
    }
    found = [number for number, own in shapes.items() if any(e.shape == "page" for e in own)]
    found.sort()
    clean = sorted(set(shapes) - set(found))
    drawn = min(settings.written, len(clean))
    steps = settings.epochs * math.ceil((len(found) + drawn) / settings.batch)
    step = 0
    network.train()
    average = AveragedModel(network)
    for _ in range(settings.epochs):
        shown = [*found, *rng.sample(clean, drawn)]
        rng.shuffle(shown)
        for start in range(0, len(shown), settings.batch):
            pages = [
                rng.choices(shapes[number], weights[number])[0]
                for number in shown[start : start + settings.batch]
            ]
            rate = min(1, (step + 1) / 60) * _rate(step / steps, settings)
            for group in optimizer.param_groups:
                group["lr"] = settings.rate * rate
            b = batch(pages, allowed)
            value = loss(*network(b), b, settings.surprise)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step > steps * (1 - settings.averaged):
                average.update_parameters(network)
    return (average.module if settings.averaged else network).eval()


def _rate(done: float, settings: Settings) -> float:
    """The learning rate's share: a falling cosine, level while weights are averaged."""
    level = settings.level if settings.averaged else 0
    falling = min(1, done / max(1 - settings.averaged, 1e-9))
    return level + (1 - level) * (1 + math.cos(math.pi * falling)) / 2


@torch.no_grad()
def predict(
    network: LineNetwork, examples: Sequence[Example], allowed: np.ndarray
) -> list[tuple[np.ndarray, float]]:
    """Logits for each example: of its lines, and of its being a dump."""
    results = []
    for start in range(0, len(examples), 16):
        b = batch(examples[start : start + 16], allowed)
        lines, _, dump, _ = network(b)
        results += [
            (lines[first:last].numpy(), float(one))
            for (first, last), one in zip(b.spans, dump, strict=True)
        ]
    return results


def stored(networks: Sequence[LineNetwork]) -> dict[str, object]:
    """Networks trained on the same pages, in the layout of the package's data file."""
    first = networks[0]
    return {
        "dilations": list(first.settings.dilations),
        "mean": _rounded(first.mean),
        "deviation": _rounded(first.deviation),
        "networks": [_weights(network) for network in networks],
    }


def _weights(network: LineNetwork) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in (
        "input",
        "page",
        "early",
        "shared",
        "passed",
        "marks",
        "seen",
        "bounds",
        "placed",
        "output",
        "dump",
    ):
        layer = getattr(network, name)
        found[f"{name}.weight"] = _rounded(layer.weight.t())
        found[f"{name}.bias"] = _rounded(layer.bias)
    for index, convolution in enumerate(network.convolutions):
        taps = convolution.weight.permute(1, 2, 0)  # in, tap, out
        found[f"convolution.{index}.weight"] = _rounded(taps.reshape(len(taps), -1))
        found[f"convolution.{index}.bias"] = _rounded(convolution.bias)
    return found


def _rounded(values: Tensor) -> object:
    return [
        [float(f"{value:.3g}") for value in row] if isinstance(row, list) else float(f"{row:.3g}")
        for row in values.tolist()
    ]
