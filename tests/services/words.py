"""What agents write: answers, notes, and words that have to be decided about."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.services import edits, replies, withdrawal
from bot.services.tickets import find
from bot.services.work import Work
from storage.enums import LinkRole
from tests.services.acting import Acting, files, said_by, staff, strangers, which, words
from tests.services.ledger import Matter, Said
from tests.services.stage import Person


class Words(Acting):
    """What agents write: answers, notes, and words that have to be decided about."""

    @rule(
        who=staff,
        at=which,
        how=st.sampled_from(["answer", "answer", "note", "undecided"]),
        text=words,
        files=files,
    )
    def says(self, who: Person, at: int, how: str, text: str, files: int) -> None:
        matter = self.ledger.heir(self.ticket(at))
        content = self.stage.say(text, files)

        async def say(work: Work) -> object:
            ticket = await find(work, matter.number)
            return getattr(replies, how)(work, ticket, content)

        if self.does(who, say, may=self.ledger.works(who)):
            said = said_by(who, content)
            said.position, said.at = matter.next_position(), self.now
            said.is_staff = how == "answer" and not matter.is_closed
            said.is_internal = not said.is_staff
            said.is_undecided = said.is_internal and how != "note"
            matter.said.append(said)
            if said.is_staff:
                self._answered(matter, who)
            else:
                kind = "message_undecided" if said.is_undecided else "note_added"
                self.ledger.recorded(matter, kind, who)
        self.agrees()

    def _answered(self, matter: Matter, who: Person) -> None:
        if matter.answered(who, self.now):
            self.ledger.recorded(matter, "assigned", who)
        self.ledger.recorded(matter, "agent_answered", who)

    @precondition(lambda self: any(said.is_internal for _, said in self.all_said()))
    @rule(who=strangers, at=which, send=st.booleans(), reopen=st.booleans())
    def decides(self, who: Person | None, at: int, send: bool, reopen: bool) -> None:
        kept = [item for item in self.all_said() if item[1].is_internal]
        kept.sort(key=lambda item: not item[1].is_undecided)
        matter, said = kept[at % len(kept)]
        who = who or said.author
        may = self.ledger.works(who) and said.is_undecided
        may &= said.author == who or (said.author.is_group and who.role == "admin")
        may &= not (send and said.text.startswith("/"))
        assert said.id is not None
        message_id = said.id
        done = self.does(
            who, lambda work: replies.decide(work, message_id, send=send, reopen=reopen), may=may
        )
        if done is not None:
            self._decided(matter, said, who, send=send, reopen=reopen)
        self.agrees()

    def _decided(
        self, matter: Matter, said: Said, who: Person, *, send: bool, reopen: bool
    ) -> None:
        if not send:
            said.is_undecided = False
            self.ledger.recorded(matter, "note_added", who)
            return
        if matter.merged_into is not None:  # what nobody has seen yet goes where all goes on
            matter.said.remove(said)
            matter = self.ledger.heir(matter)
            said.position = matter.next_position()
            matter.said.append(said)
        if matter.is_closed:
            if not reopen:
                return
            matter.back_to_work(self.now)
            self.ledger.recorded(matter, "reopened", who)
        # Only now is it said to the requester: it stands behind all that was said meanwhile.
        matter.said.remove(said)
        matter.said.append(said)
        if said.position != matter.last_position:
            said.position = matter.next_position()
        said.at = self.now
        said.is_undecided, said.is_internal, said.is_staff = False, False, True
        self._answered(matter, who)

    @precondition(lambda self: any(said.is_staff for _, said in self.all_said()))
    @rule(who=st.one_of(strangers, staff), at=which)
    def withdraws(self, who: Person | None, at: int) -> None:
        answers = [item for item in self.all_said() if item[1].is_staff]
        matter, said = answers[-1 - at % len(answers)]
        who = who or said.author
        may = self.ledger.works(who) and not said.is_withdrawn
        may &= who == said.author or who.role == "admin"
        if self.does(who, lambda work: withdrawal.withdraw(work, said.id), may=may):
            matter.withdrawn(said, self.now)
            self.ledger.recorded(matter, "withdrawn", who)
        self.agrees()

    @rule(at=st.integers(0, 30), text=st.one_of(words, st.just("/note to self")))
    def edits(self, at: int, text: str) -> None:
        found = [item for item in self.all_said() if item[1].message_id is not None]
        if not found:
            return
        matter, said = found[at % len(found)]
        who, link = said.author, self.link_to(matter, said, LinkRole.SOURCE)
        is_theirs = not (said.is_staff or said.is_internal)
        may = who not in self.ledger.banned if is_theirs else self.ledger.works(who)
        content = replace(self.stage.say(text), message_ids=[link.message_id])
        done = self.does(
            who,
            lambda work: edits.edited(work, link, content),
            may=may or said.is_withdrawn,
            private=is_theirs,
        )
        if said.is_withdrawn or done is None:
            assert not done
        elif said.is_staff and text.startswith("/"):
            self.ledger.recorded(matter, "edit_ignored", who)
        else:
            if said.is_internal and not said.is_undecided:
                text = text.removeprefix("/note ")
            self._edited(matter, said, text)
        self.agrees()

    def _edited(self, matter: Matter, said: Said, text: str) -> None:
        if text == said.text:
            return
        opening = [item for item in matter.said if item.at == matter.created_at]
        was_description = _joined(opening) == matter.description
        said.text = text
        if said in opening and was_description:
            matter.description = _joined(opening)
        self.ledger.recorded(matter, "message_edited", said.author)


def _joined(said: list[Said]) -> str:
    return "\n".join(item.text for item in said if item.text)
