"""Words as HTML: nothing typed becomes markup, no word is lost, links lead nowhere dangerous."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.words import units
from bot.views.markup import BLOCKS, LINKS, TAGS, href, words


class Read(HTMLParser):
    """What a browser would make of it: the text, and whether the tags nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_nothing_typed_is_markup() -> None:
    typed = "<script>alert(1)</script> & \"quoted\" 'too' <b>_*[x](y)"
    made = words(typed, [entity("bold", 0, units(typed))])
    assert Read(made).text == typed
    assert {tag for tag, _ in Read(made).tags} == {"b"}


def test_offsets_count_as_telegram_counts() -> None:
    assert words("😀 hi 😀!", [entity("bold", 3, 2), entity("italic", 6, 2)]) == (
        "😀 <b>hi</b> <i>😀</i>!"
    )


def test_entities_inside_one_another() -> None:
    both = [entity("bold", 0, 11), entity("italic", 6, 5)]
    assert words("hello world", both) == "<b>hello <i>world</i></b>"
    quoted = [entity("bold", 0, 9), entity("blockquote", 3, 3)]
    assert words("a\nbccc\nd!", quoted) == (
        "<b>a\nb</b><blockquote><b>ccc</b></blockquote><b>d!</b>"
    )


def test_code_keeps_its_first_line_break_and_spoilers_can_be_reached() -> None:
    assert words("\nx", [entity("pre", 0, 2, language='"><script>')]) == (
        "<pre><code>\nx</code></pre>"
    )
    assert words("x", [entity("spoiler", 0, 1)]) == '<span class="spoiler" tabindex="0">x</span>'


@pytest.mark.parametrize(
    ("kind", "text", "more", "target"),
    [
        ("url", "https://a.example/?q=1&r=2", {}, "https://a.example/?q=1&r=2"),
        ("url", "a.example/path", {}, "http://a.example/path"),
        ("url", "a.example:8080", {}, "http://a.example:8080"),
        ("text_link", "here", {"url": "HTTP://a.example"}, "HTTP://a.example"),
        ("text_link", "here", {"url": "tg://resolve?domain=x"}, "tg://resolve?domain=x"),
        ("text_link", "here", {"url": "mailto:a@b.example"}, "mailto:a@b.example"),
        ("email", "a@b.example", {}, "mailto:a@b.example"),
        ("mention", "@anna_p", {}, "https://t.me/anna_p"),
    ],
)
def test_links(kind: str, text: str, more: dict[str, Any], target: str) -> None:
    read = Read(words(text, [entity(kind, 0, units(text), **more)]))
    assert [(tag, attrs["href"]) for tag, attrs in read.tags] == [("a", target)]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//a.example",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//a.example",
        "https:a.example",
        "http://[::1",
        "",
        " ",
    ],
)
def test_no_link_leads_anywhere_else(address: str) -> None:
    assert href(address) is None
    assert words("here", [entity("text_link", 0, 4, url=address)]) == "here"


def test_an_address_cannot_leave_its_attribute() -> None:
    made = words("x", [entity("text_link", 0, 1, url='https://a.example/"onclick="alert(1)')])
    assert [sorted(attrs) for _, attrs in Read(made).tags] == [["class", "href", "rel"]]


KINDS = st.sampled_from([*TAGS, *LINKS, "hashtag", "unheard_of"])


@given(
    st.text(st.one_of(st.characters(exclude_categories=["Cc", "Cn"]), st.sampled_from("a<\n&😀"))),
    st.lists(st.tuples(KINDS, st.integers(-2, 40), st.integers(-2, 40)), max_size=8),
)
def test_every_word_is_there_and_every_tag_is_closed(
    text: str, spans: list[tuple[str, int, int]]
) -> None:
    found = [entity(kind, start, length, url="https://a.example") for kind, start, length in spans]
    read = Read(words(text, found))
    expected = "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)
    assert read.text.replace("\n", "") == expected.replace("\n", "")
    if not any(kind in BLOCKS for kind, _, _ in spans):
        assert read.text == expected
