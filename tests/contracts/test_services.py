"""What the server may expect of a session: the same of the tests' small one and of the real one.

The real one is `app.build` on the simulated market, journalled in a fresh directory; it is not
running, which is the state in which every command must work already.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.server.desk import Desk
from tradewright.adapters.channels.silence import Silence
from tradewright.app.build import build
from tradewright.config.settings import Settings
from tradewright.ports.errors import Conflict, Invalid, NotFound
from tradewright.server.faces.executor.examples import START_STRATEGY
from tradewright.server.services import Services

WRONG: list[object] = ["nonsense", [], {}, {"strategyId": 5}, None]


@pytest.fixture(scope="module", params=["small", "real"])
def services(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    if request.param == "small":
        yield Desk()
        return
    folder: Path = tmp_path_factory.mktemp("data")
    settings = Settings.model_validate({"data_dir": folder, "demo_days": 0})
    built = build(settings, Silence())
    yield built.front
    built.journal.close()


def document(strategy_id: str) -> dict[str, object]:
    return {**START_STRATEGY["parameters"], "strategyId": strategy_id}


def test_a_strategy_lives_through_all_its_states(services: Services) -> None:
    async def living() -> list[str]:
        states = [(await services.start(document("alive"))).status]
        with pytest.raises(Conflict):
            await services.start(document("alive"))
        states.append((await services.pause("alive")).status)
        states.append((await services.resume("alive")).status)
        states.append((await services.stop("alive")).status)
        states.append((await services.restart("alive")).status)
        with pytest.raises(Conflict):
            await services.restart("alive")
        return states

    assert asyncio.run(living()) == ["running", "paused", "running", "stopped", "running"]
    row = next(row for row in services.strategies() if row.id == "alive")
    detail = services.strategy("alive")
    assert (detail.id, detail.status, detail.symbol) == (row.id, row.status, "EURUSD")
    assert detail.document


def test_what_does_not_exist_is_not_found(services: Services) -> None:
    async def asking() -> None:
        for ask in (services.stop, services.pause, services.resume, services.restart):
            with pytest.raises(NotFound, match="nobody"):
                await ask("nobody")
        with pytest.raises(NotFound, match="999"):
            await services.close(999)

    asyncio.run(asking())
    for read in (services.strategy, services.reasons):
        with pytest.raises(NotFound, match="nobody"):
            read("nobody")
    with pytest.raises(NotFound):
        services.explain("nobody", 0)
    with pytest.raises(NotFound):
        services.bars("NOPE", "M15", 5)


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_wrong_documents_are_refused_with_their_problems(services: Services, wrong: object) -> None:
    verdict = services.validate(wrong)
    assert not verdict.ok
    assert verdict.normalised is None
    with pytest.raises(Invalid) as refused:
        asyncio.run(services.start(wrong))
    assert refused.value.problems
    assert all(problem.message and problem.fix for problem in refused.value.problems)


def test_a_good_document_is_valid_as_envelope_and_as_parameters(services: Services) -> None:
    for good in (START_STRATEGY, START_STRATEGY["parameters"]):
        verdict = services.validate(good)
        assert verdict.ok, verdict.problems
        assert verdict.normalised


def test_the_kill_switch_closes_and_opens_again(services: Services) -> None:
    async def switching() -> list[bool]:
        killed = await services.kill()
        assert killed.since
        told = services.system().kill_switch.active
        return [killed.active, told, (await services.rearm()).active]

    assert asyncio.run(switching()) == [True, True, False]
    assert services.system().kill_switch.since is None


def test_speeds_on_offer_are_taken_and_others_refused(services: Services) -> None:
    for speed in services.system().speeds:
        assert asyncio.run(services.set_speed(speed)).speed == speed
    for speed in (0.0, -1.0):
        with pytest.raises(Invalid):
            asyncio.run(services.set_speed(speed))


def test_readings_answer_before_the_first_bar(services: Services) -> None:
    assert services.health().status == "ok"
    account = services.account()
    assert account.equity == pytest.approx(account.balance + account.profit)
    assert services.history(10, 0).total >= len(services.history(10, 0).trades)
    assert len(services.log(5)) <= 5
    series = services.bars("EURUSD", "M15", 7)
    times = [bar[0] for bar in series.bars]
    assert len(times) <= 7
    assert times == sorted(times)


def test_the_guardian_is_set_shown_and_rearmed(services: Services) -> None:
    async def guarding() -> list[bool]:
        rearmed = await services.rearm_guardian()
        assert rearmed.breach is None
        changed = await services.set_guardian({"limits": {"dailyLoss": 250.0}})
        assert changed == services.guardian()
        with pytest.raises(Invalid):
            await services.set_guardian([])
        return [changed.active, changed.breach is None]

    assert asyncio.run(guarding()) == [True, True]
    assert services.guardian().document["limits"] == {"dailyLoss": 250.0}
