"""`python -m bot.drawing < picture.json > picture.png`."""

import sys

from bot.drawing.page import draw


def main() -> None:
    """Draw one picture."""
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
