"""Signals while planning. Changes when an interrupt should mean something else."""

import os
import signal
import threading

import pytest

from planner.interrupts import run_beside_signals, stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_to_stop_and_the_work_goes_on_to_its_result(number: signal.Signals) -> None:
    stop, said = threading.Event(), []

    def work() -> str:
        os.kill(os.getpid(), number)
        assert stop.wait(60)
        return "the best plan so far"

    with stop_on_signals(stop, said.append):
        assert run_beside_signals(work) == "the best plan so far"
    assert len(said) == 1


def test_the_second_signal_gives_up() -> None:
    stop, let_go = threading.Event(), threading.Event()

    def work() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        stop.wait(10)
        os.kill(os.getpid(), signal.SIGINT)
        let_go.wait(10)

    with stop_on_signals(stop, lambda _: None), pytest.raises(KeyboardInterrupt):
        run_beside_signals(work)
    let_go.set()


def test_a_failure_of_the_work_is_raised_to_the_caller() -> None:
    def work() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_beside_signals(work)


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_on_signals(threading.Event(), lambda _: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
