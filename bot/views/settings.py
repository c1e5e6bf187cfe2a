"""The menu of settings for administrators."""

from bot.buttons import SettingMenu
from bot.i18n import Texts
from bot.rules.fair_use import CHOICES, NAMES, FairUse
from bot.views.card import mark
from bot.views.names import key
from bot.views.screen import Button, Keyboard, Screen, Text

IN_A_ROW = 4
RATINGS = "asks_ratings"  # in button data, as the group has it


def menu(limits: FairUse, t: Texts, *, asks_ratings: bool) -> Screen:
    """Return what can be set and how it stands."""
    text = Text().line(t("settings-title"), "bold")
    text.line(f"{t('menu-language')}: {t('language-name')}")
    label = t("settings-asks-ratings")
    text.line(f"{label}: {t('log-yes' if asks_ratings else 'log-no')}")
    text.line().line(t("settings-limits"), "bold")
    rows: Keyboard = [
        [Button(t("menu-language"), SettingMenu("language", 0))],
        [Button(label, SettingMenu(RATINGS, -1))],
    ]
    for name in NAMES:
        label = t(f"settings-{key(name)}")
        text.line(f"{label}: {_amount(getattr(limits, name), t)}")
        rows.append([Button(label, SettingMenu(name, -1))])
    text.line().line(t("settings-how"), "italic")
    return Screen.of(text, rows)


def _amount(value: int, t: Texts) -> str:
    return str(value) if value else t("settings-no-limit")


def ratings(t: Texts, *, asks_ratings: bool) -> Screen:
    """Return the choice whether requesters are asked how the help was."""
    text = Text().line(t("settings-asks-ratings"), "bold").line(t("settings-asks-ratings-means"))
    choice = [
        Button(
            mark(t(key), marked=asks_ratings is bool(value)),
            SettingMenu(RATINGS, value),
        )
        for key, value in (("settings-ask", 1), ("settings-ask-not", 0))
    ]
    return Screen.of(text, [choice, [Button(t("back"), SettingMenu("list", 0))]])


def choices(name: str, limits: FairUse, t: Texts) -> Screen:
    """Return the values that one limit can have; the present one is marked."""
    now = getattr(limits, name)
    text = Text().line(t(f"settings-{key(name)}"), "bold").line(t(f"settings-{key(name)}-means"))
    buttons = [
        Button(mark(_amount(value, t), marked=value == now), SettingMenu(name, value))
        for value in CHOICES[name]
    ]
    rows = [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]
    rows.append([Button(t("settings-default"), SettingMenu(name, -2))])
    return Screen.of(text, [*rows, [Button(t("back"), SettingMenu("list", 0))]])
