"""Texts by language: one Fluent file each in `locales/`; adding a language is adding its file."""

from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).parent / "locales"
FALLBACK = "en"


class Texts:
    """The catalogue of one language; a missing or broken text is an error, never shown half."""

    def __init__(self, language: str, source: str) -> None:
        self.language = language
        # Isolation marks would count against Telegram's limits; names are made safe by `one_line`.
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))
        self._fixed: dict[str, str] = {}  # what has nothing to fill in, as it was put together

    def __call__(self, key: str, **values: Any) -> str:
        """Return the text `key` with `values` filled in; KeyError if the catalogue lacks it."""
        if values:
            return self._filled_in(key, values)
        found = self._fixed.get(key)
        if found is None:
            found = self._fixed[key] = self._filled_in(key, {})
        return found

    def _filled_in(self, key: str, values: dict[str, Any]) -> str:
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise ValueError(f"{self.language}: {key}: {errors}")
        return str(text)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all catalogues, the fallback first."""
    codes = sorted(path.stem for path in LOCALES.glob("*.ftl"))
    return (FALLBACK, *(code for code in codes if code != FALLBACK))


@cache
def texts(language: str) -> Texts:
    """Return the catalogue of `language`, one of `languages()`."""
    return Texts(language, (LOCALES / f"{language}.ftl").read_text(encoding="utf-8"))


def closest(code: str | None, default: str = FALLBACK) -> str:
    """Return the catalogue nearest to an IETF tag such as `ru-RU`, else `default`."""
    primary = (code or "").lower().replace("_", "-").split("-")[0]
    return primary if primary in languages() else default
