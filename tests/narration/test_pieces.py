"""Files cut for encoding: whole packets, and nothing that adds up."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publish.narration.codecs import AAC, MP3, OPUS, VORBIS, Codec
from publish.narration.layout import lay_out
from publish.narration.pieces import pieces

RATE = 22_050


@pytest.mark.parametrize("codec", [AAC, MP3, OPUS, VORBIS])
def test_pieces_join_to_whole_packets_of_the_whole_length(codec: Codec) -> None:
    layouts = [lay_out([(50_000 + 7 * n, 0.4) for n in range(count)], RATE) for count in (3, 400)]
    found = pieces(layouts, (1, 0), RATE, codec)
    frame, own = codec.at(RATE).frame, codec.rate or RATE
    length = sum(layout.length for layout in layouts)
    assert len(found) > 10
    assert [piece.chapter for piece in found] == sorted((p.chapter for p in found), reverse=True)
    assert sum(piece.length for piece in found) == round(length * own / RATE)
    for one, two in pairwise(found):
        assert one.whole % frame == 0 < one.whole
        assert one.lead + one.length == one.whole + two.lead
    assert (found[0].lead, found[-1].whole) == (0, 0)


def test_a_file_of_its_own_has_no_lead() -> None:
    layouts = [lay_out([(50_000, 0.4)], RATE), lay_out([(60_000, 0.4)], RATE)]
    assert [pieces(layouts, (n,), RATE, MP3)[0].lead for n in (0, 1)] == [0, 0]
