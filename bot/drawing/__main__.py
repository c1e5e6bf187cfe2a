"""`python -m bot.drawing < picture.json > picture.png`."""

import sys
import warnings


def main() -> None:
    """Draw one picture."""
    warnings.filterwarnings("ignore")  # of letters that no font has: they stay empty boxes
    from bot.drawing.page import draw  # the library behind it takes a second to load

    sys.stdout.buffer.write(draw(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
