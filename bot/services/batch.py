"""One command for several tickets: each is changed whole or not at all, whatever the others do."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.rules.batch import AT_ONCE
from bot.services.work import Refused, Work
from storage.models import Ticket

Step = Callable[[int], Awaitable[Ticket]]


@dataclass(frozen=True)
class Done:
    """What became of one ticket; `refusal` is why nothing was changed."""

    number: int
    refusal: Refused | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether there is no ticket with this number."""
        return self.refusal is not None and self.refusal.key == "denied-not-found"


async def each(work: Work, numbers: Sequence[int], step: Step) -> list[Done]:
    """Take the same step with every ticket; the outcomes come in the order of `numbers`.

    Rows are locked by number, so that two such commands never wait for each other.
    """
    if len(numbers) > AT_ONCE:
        raise Refused("batch-too-many", most=str(AT_ONCE))
    outcomes = {number: await _one(work, number, step) for number in sorted(numbers)}
    return [outcomes[number] for number in numbers]


async def _one(work: Work, number: int, step: Step) -> Done:
    """Take the step under a savepoint, so that a refusal leaves nothing half done."""
    told, touched = len(work.happenings), dict(work.touched)
    try:
        async with work.session.begin_nested():
            await step(number)
    except Refused as refusal:
        del work.happenings[told:]
        work.touched = touched
        return Done(number, refusal)
    return Done(number)
