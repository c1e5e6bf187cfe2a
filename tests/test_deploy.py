"""The files for deployment stay in step with the settings, and hold no secret."""

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import NAMES

ROOT = Path(__file__).parent.parent
OTHERS = {  # names that are not ours
    *("PATH", "PYTHONUNBUFFERED", "MPLCONFIGDIR"),
    *("POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"),
}
SETTINGS = NAMES
FILES = {  # what an environment name looks like in each
    "Dockerfile": r"^(?:ENV|   ) ([A-Z_]+)(=)",
    "compose.yaml": r"^      ([A-Z_]+):|\$\{([A-Z_]+)",
    "deploy/helpdesk.service": r"^Environment=([A-Z_]+)(=)",
}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_environment_name_is_a_setting(name: str) -> None:
    found = set[str]().union(*re.findall(FILES[name], read(name), re.MULTILINE)) - {"", "="}
    assert found, name
    assert found <= SETTINGS | OTHERS


@pytest.mark.parametrize("name", FILES)
def test_no_secret_has_a_default(name: str) -> None:
    text = read(name)
    assert "BOT_TOKEN=" not in text
    assert not re.search(r"\$\{[A-Z_]+:?-", text)
    for value in re.findall(r"PASSWORD: (.*)", text):
        assert value.startswith('"${POSTGRES_PASSWORD:?')


def test_the_commands_in_them_exist() -> None:
    assert 'ENTRYPOINT ["helpdesk"]\nCMD ["run"]' in read("Dockerfile")
    assert "/helpdesk run\n" in read("deploy/helpdesk.service")
    with pytest.raises(SystemExit, match="0"):
        main(["run", "--help"])


def test_the_image_is_made_of_what_it_may_see() -> None:
    """What is not in .dockerignore cannot be copied, and what a build needs must be there."""
    seen = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}
    build = read("Dockerfile").split("\nFROM ")[1]
    copied: set[str] = set()
    for line in re.findall(r"^COPY (?!--)(.*)$", build, re.MULTILINE):
        copied |= set(line.split()[:-1])
    assert copied == seen
    assert all((ROOT / name).exists() for name in copied)


def test_health_is_looked_at_where_the_desk_answers() -> None:
    dockerfile = read("Dockerfile")
    (port,) = re.findall(r"HTTP_LISTEN=0\.0\.0\.0:(\d+)", dockerfile)
    assert f"EXPOSE {port}\n" in dockerfile
    assert f"http://127.0.0.1:{port}/healthz" in dockerfile
    assert f'HTTP_LISTEN: "0.0.0.0:{port}"' in read("compose.yaml")
