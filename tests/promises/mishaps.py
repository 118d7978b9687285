"""What happens to phones: a bad network, old requests, races, kills, clones, back-ups and clocks."""

import sys

from .cast import Player, killed, phone_of
from .connection import FAULTS, together
from .stage import OFF, Stage


class Mishaps(Stage):
    """Each step takes the phone and two numbers, read modulo what there is to choose from."""

    def exchange(self, player: Player, what: int, how: int) -> None:
        player.remember()
        player.connection.fault = FAULTS[what % len(FAULTS)] if what % 2 == 0 else None
        player.phone.exchange()

    def agree(self, player: Player, what: int, how: int) -> None:
        if not player.phone.sync():
            self.stuck.append(f"phone {player.number}: {player.phone.problem}")
        self.differences += self.compare(player)

    def together(self, player: Player, what: int, how: int) -> None:
        able = [p for place, p in enumerate(self.players) if what >> place & 1] or [player]
        together([p.phone.exchange for p in able])

    def replay(self, player: Player, what: int, how: int) -> None:
        """An old request of this phone arrives once more."""
        if player.connection.posted:
            player.connection.deliver(player.connection.posted[how % len(player.connection.posted)])

    def kill(self, player: Player, what: int, how: int) -> None:
        off, stamps = player.off, self.stamps
        try:
            death = killed(player, what % 400, lambda state, connection: phone_of(connection, stamps, off, state))
        finally:
            sys.settrace(None)
        if death:
            player.forms.clear()
            self.deaths.append(death)

    def clock(self, player: Player, what: int, how: int) -> None:
        """Somebody sets the phone's clock."""
        if self.clocks:
            player.off = OFF[what % len(OFF)]
            player.phone = phone_of(player.connection, self.stamps, player.off, player.phone.dump())

    def clone(self, player: Player, what: int, how: int) -> None:
        if len(self.players) < 8:
            player.remember()
            self._take_over(self.join(player.part, player.off, player.past[-1][0]), player)

    def rewind(self, player: Player, what: int, how: int) -> None:
        """A back-up of the phone is put back: what it alone held since then is lost with it, and nothing else."""
        if not player.past:
            return
        state, own, wrote = player.past[how % len(player.past)]
        for key in [key for key in self.saved if key[0] == player.number]:
            del self.saved[key]
        player.phone = phone_of(player.connection, self.stamps, player.off, state)
        player.own, player.wrote = set(own), {key: list(values) for key, values in wrote.items()}
        player.forms.clear()
        self._hold(player)

    def _take_over(self, clone: Player, player: Player) -> None:
        clone.own, clone.wrote = set(player.own), {key: list(values) for key, values in player.wrote.items()}
        self._hold(clone)

    def _hold(self, player: Player) -> None:
        for item in (*player.phone.outbox, *player.phone.journal, *player.phone.refused):
            self.saved[player.number, item.id] = item.mutation
