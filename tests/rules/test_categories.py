"""Categories: names, icons, order."""

import pytest

from bot.rules.categories import NAME_LIMIT, NEW_ICON, icon_of, moved, name_of, read_new


@pytest.mark.parametrize("icon", ["💳", "❤️", "🇷🇺", "👨‍👩‍👧", "👍🏽", "‼️", "🏴‍☠️", "➕"])
def test_icons(icon: str) -> None:
    assert icon_of(f" {icon} ") == icon


@pytest.mark.parametrize("text", ["", "x", "💳💳", "1", "💳x", "!", "ж", "🇷🇺🇬🇧", "💳 💳", "—x"])
def test_what_is_no_icon(text: str) -> None:
    assert icon_of(text) is None


def test_names() -> None:
    assert name_of("  Returns\nand more ") == "Returns and more"
    assert name_of("x" * NAME_LIMIT) == "x" * NAME_LIMIT
    for text in ("", " \u200b", "/name", "x" * (NAME_LIMIT + 1)):
        assert name_of(text) is None


def test_a_new_one() -> None:
    assert read_new("📦 Delivery and returns") == ("📦", "Delivery and returns")
    assert read_new("Delivery") == (NEW_ICON, "Delivery")
    assert read_new("📦") is None or read_new("📦") == (NEW_ICON, "📦")
    assert read_new("") is None


def test_order() -> None:
    assert moved(["a", "b", "c"], "c", -1) == ["a", "c", "b"]
    assert moved(["a", "b", "c"], "a", -1) == ["a", "b", "c"]
    assert moved(["a", "b", "c"], "a", 1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], "c", 1) == ["a", "b", "c"]
