"""The people and the group that the demo begins with."""

from bot.playground.members import RIGHTS, Member
from bot.playground.model import Chat
from bot.playground.world import World


def demo_world(world: World) -> Chat:
    """Fill an empty world with four customers, two agents and their group; returns the group."""
    world.add_person("Анна", last_name="Петрова", username="anna", language_code="ru")
    world.add_person("Tom", last_name="Baker", username="tom", language_code="en")
    world.add_person("Мария", language_code="ru")
    world.add_person("Sam", last_name="O'Neil <b>&\"'", language_code="en")
    boris = world.add_person("Борис", username="boris", language_code="ru")
    clara = world.add_person("Clara", last_name="Diaz", username="clara", language_code="en")
    everything = dict.fromkeys(RIGHTS, True)
    return world.add_group(
        "supergroup",
        "Support team",
        [
            Member(boris.id, "creator"),
            Member(clara.id, "administrator", rights=dict(everything)),
            Member(world.bot_id, "administrator", rights=dict(everything)),
        ],
    )
