"""What becomes of tasks, whatever becomes of the processes that do them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.carrying import ENDED, EngineDiedError, Outcome, Task, Work, attempt, carry_out, here, put
from onrecord.errors import OnrecordError


@dataclass
class Writing:
    """Writes down the documents of a task; some fail, and some end the process that does them."""

    failing: frozenset[int] = frozenset()
    deadly: frozenset[int] = frozenset()
    done: Counter[int] = field(default_factory=Counter)

    def do(self, task: Task) -> None:
        numbers = msgspec.msgpack.decode(task.spec, type=list[int])
        if self.deadly & set(numbers):
            raise KeyboardInterrupt  # which `attempt` lets through, as it does the end of the process
        if self.failing & set(numbers):
            raise ValueError("no")
        self.done.update(numbers)
        put(task.path, task.spec)

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:  # noqa: ARG002
        numbers = msgspec.msgpack.decode(task.spec, type=list[int])
        half = len(numbers) // 2
        return [task_of(task.path.parent, some) for some in (numbers[:half], numbers[half:])] if half else ()

    def refuse(self, task: Task, why: str) -> None:
        put(task.path, msgspec.msgpack.encode(why))


def task_of(folder: Path, numbers: Sequence[int]) -> Task:
    name = "-".join(map(str, numbers))
    return Task(id=name, output=str(folder / name), spec=msgspec.msgpack.encode(list(numbers)), size=len(numbers))


class Mortal:
    """An engine that gives up when a process ends, and leaves behind what had begun, as the embedded one does."""

    def __init__(self, killed: Callable[[Task], bool] = lambda _: False, beside: int = 2) -> None:
        self.killed, self.beside, self.queries = killed, beside, 0

    def __call__(self, work: Work, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:  # noqa: ARG002
        self.queries += 1
        for number, task in enumerate(tasks):
            try:
                outcome = attempt(work, task)
            except KeyboardInterrupt:
                outcome = None
            if outcome is None or self.killed(task):
                for other in tasks[number + 1 : number + self.beside]:  # those that other processes were at
                    if not other.path.exists():
                        other.begin()
                raise EngineDiedError("a process ended")
            yield outcome


def outputs(done: Sequence[Task]) -> dict[int, str]:
    found: dict[int, str] = {}
    for task in done:
        said = msgspec.msgpack.decode(task.path.read_bytes())
        for number in msgspec.msgpack.decode(task.spec, type=list[int]):
            found[number] = said if isinstance(said, str) else "done"
    return found


@given(
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=6),
    failing=st.frozensets(st.integers(0, 20), max_size=3),
    deadly=st.frozensets(st.integers(0, 20), max_size=3),
)
def test_every_document_is_done_but_those_that_fail_or_kill_their_process(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], failing: frozenset[int], deadly: frozenset[int]
) -> None:
    folder = tmp_path_factory.mktemp("tasks")
    numbers = iter(range(sum(sizes)))
    tasks = [task_of(folder, [next(numbers) for _ in range(size)]) for size in sizes]
    work = Writing(failing, deadly)
    advanced: list[int] = []
    done = carry_out(Mortal(), work, tasks, advanced.append)
    expected = {
        number: ENDED if number in deadly else "ValueError: no" if number in failing else "done"
        for number in range(sum(sizes))
    }
    found = outputs(done)
    assert found == expected
    assert sum(advanced) == sum(sizes)
    assert not list(folder.glob("*.begun"))


def test_a_process_that_somebody_kills_costs_no_document(tmp_path: Path) -> None:
    tasks = [task_of(tmp_path, [number, number + 1]) for number in range(0, 10, 2)]
    kills = iter([True, False, False, True])
    work = Writing()
    done = carry_out(Mortal(lambda _: next(kills, False)), work, tasks)
    assert outputs(done) == dict.fromkeys(range(10), "done")


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    tasks = [task_of(tmp_path, [number]) for number in range(5)]
    first = Writing()
    carry_out(here, first, tasks[:3])
    second = Writing()
    carry_out(here, second, tasks)
    assert sorted(second.done) == [3, 4]


def test_what_was_parted_stays_parted_and_is_found_where_the_folder_was_moved_to(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    task = task_of(tmp_path / "before", [0, 1, 2, 3])
    carry_out(here, Writing(failing=frozenset({2})), [task])
    (tmp_path / "before").rename(tmp_path / "after")
    again = Writing()
    done = carry_out(here, again, [task_of(tmp_path / "after", [0, 1, 2, 3])])
    assert [one.id for one in done] == ["0-1", "2", "3"]
    assert not again.done


def test_a_task_that_ends_every_process_is_given_up_by_itself_where_the_engine_tries_for_ever(tmp_path: Path) -> None:
    task, deadly = task_of(tmp_path, [7]), Writing(deadly=frozenset({7}))

    def for_ever(work: Work, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:  # noqa: ARG001
        for one in tasks:
            while True:
                try:
                    outcome = attempt(work, one)
                except KeyboardInterrupt:
                    continue
                yield outcome
                break

    assert outputs(carry_out(for_ever, deadly, [task])) == {7: ENDED}


def test_the_document_that_a_process_died_at_is_known(tmp_path: Path) -> None:
    task = task_of(tmp_path, [1])
    assert task.at is None
    task.begin()
    assert task.at == ""
    task.reach("a folder/of\nletters.txt")
    assert task.at == "a folder/of letters.txt"
    task.reach("")
    assert task.at == ""


def test_an_engine_that_cannot_even_begin_is_told_of(tmp_path: Path) -> None:
    def broken(work: Work, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:  # noqa: ARG001
        raise EngineDiedError("no room for a process")
        yield

    with pytest.raises(OnrecordError, match="no room for a process"):
        carry_out(broken, Writing(), [task_of(tmp_path, [1])])
