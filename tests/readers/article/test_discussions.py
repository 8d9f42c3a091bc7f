"""Containers of readers' comments, by their names; and those that only speak of comments."""

import pytest
from lxml import html

from publish.readers.article.discussions import is_discussion

PLACES = (
    'id="comments"',
    'class="comments-area"',
    'class="articleComments"',
    'class="pb-f-page-comments"',
    'class="commentContent"',
    'class="comment-list depth-2"',
    'id="disqus_thread"',
    'class="fyre fyre-width-large"',
    'id="livefyreContainer"',
    'class="js_replies"',
    'id="respond"',
    'class="ReaderReaction"',
    'id="in_article_forums"',
    'aria-label="Comments"',
    'data-component="comments"',
)
OTHERS = (
    'class="post comments-open"',
    'class="has-comments"',
    'class="no-comments"',
    'class="with_commentary"',
    'class="comment-status-closed"',
    'class="responsive-table"',
    'class="section-comment tone-comment"',
    'class="commented"',
    'id="story"',
    'class="forum"',
    'class="section-opinions"',
    'class="chemical-reaction"',
    'id="writing-comments"',
    'id="error-responses"',
    'aria-label="Code with comments"',
    "",
)


@pytest.mark.parametrize("naming", PLACES)
def test_a_place_of_comments(naming: str) -> None:
    assert is_discussion(html.fromstring(f"<div {naming}><p>I was there.</p></div>"))


@pytest.mark.parametrize("naming", OTHERS)
def test_a_place_that_only_speaks_of_comments(naming: str) -> None:
    assert not is_discussion(html.fromstring(f"<div {naming}><p>I was there.</p></div>"))


def test_what_holds_the_heading_of_the_page_is_more_than_its_comments() -> None:
    page = html.fromstring('<div id="comments"><h1>The seventh boat</h1><p>It was gone.</p></div>')
    assert not is_discussion(page)
