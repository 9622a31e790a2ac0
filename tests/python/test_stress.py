"""Threads, forks, signals and the garbage collector at once: the same answers, before a deadline."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

START = """
    import faulthandler, gc, os, pickle, signal, sys, threading, time
    import reportedly as rp
    faulthandler.dump_traceback_later(100, exit=True)
    TEXTS = [f"Report {n}: “Oslo may close by {n} June,” Ana Ruiz said." for n in range(30)]
    ANALYZER = rp.Analyzer(threads=2)
    TABLE = ANALYZER.table(TEXTS, "claims")
    DOCS = list(ANALYZER.pipe(TEXTS))
"""


def run(code: str) -> str:
    """What the code prints; it fails where it takes longer than two minutes, which is a deadlock."""
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "dev",
            "-W",
            "ignore::DeprecationWarning",
            "-c",
            textwrap.dedent(START) + textwrap.dedent(code),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_eight_threads_share_everything_while_the_collector_runs() -> None:
    out = run("""
        end = time.monotonic() + 4
        counts, failures = [0] * 8, []
        pipe = ANALYZER.pipe(TEXTS[n % 30] for n in range(10**9))
        def work(number):
            own = rp.Analyzer(threads=2, layers=["hedges"])
            try:
                while time.monotonic() < end:
                    assert ANALYZER.table(TEXTS, "claims") == TABLE
                    assert ANALYZER.analyze(TEXTS[number]) == DOCS[number]
                    assert next(pipe) in DOCS
                    assert pickle.loads(pickle.dumps(DOCS[number])) == DOCS[number]
                    assert DOCS[number].claims[0].explain() and DOCS[number].tokens
                    assert len(own.table(TEXTS, "hedges")) == 30
                    own = pickle.loads(pickle.dumps(own))
                    counts[number] += 1
            except BaseException as error:
                failures.append(repr(error))
        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads: thread.start()
        while any(thread.is_alive() for thread in threads):
            gc.collect()
            time.sleep(0.01)
        print(min(counts) > 0, failures)
    """)
    assert out == "True []\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_children_that_are_forked_at_any_moment_read_as_their_parent_does() -> None:
    out = run("""
        stop = threading.Event()
        def busy():
            while not stop.is_set():
                ANALYZER.table(TEXTS, "claims")
        threads = [threading.Thread(target=busy) for _ in range(2)]
        for thread in threads: thread.start()
        codes = []
        for n in range(12):
            time.sleep(0.003 * n)
            child = os.fork()
            if child == 0:
                same = ANALYZER.table(TEXTS, "claims") == TABLE and list(ANALYZER.pipe(TEXTS)) == DOCS
                os._exit(0 if same and rp.analyze(TEXTS[0]) == DOCS[0] else 1)
            codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        stop.set()
        for thread in threads: thread.join()
        print(codes)
    """)
    assert out == f"{[0] * 12}\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX signals")
def test_signals_are_handled_in_the_middle_of_a_batch() -> None:
    out = run("""
        seen = []
        signal.signal(signal.SIGALRM, lambda *_: seen.append(len(ANALYZER.table(TEXTS[:3], "claims"))))
        signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
        texts = TEXTS * 200
        while len(seen) < 5:
            assert len(ANALYZER.table(texts, "claims")) == 200 * len(TABLE)
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(set(seen) == {len(ANALYZER.table(TEXTS[:3], "claims"))})
    """)
    assert out == "True\n"


def test_a_process_ends_while_its_texts_are_still_being_read() -> None:
    out = run("""
        pipe = rp.Analyzer(threads=2).pipe((TEXTS[0] * 300 for _ in range(10**9)), batch_size=64)
        threading.Thread(target=lambda: list(pipe), daemon=True).start()
        time.sleep(0.3)
        print("end", flush=True)
    """)
    assert out == "end\n"


def test_analyzers_and_pipes_that_are_dropped_half_way_leave_nothing_behind() -> None:
    out = run("""
        for n in range(60):
            pipe = rp.Analyzer(threads=2).pipe(TEXTS * 3, batch_size=8)
            next(pipe)
            del pipe
            gc.collect()
        deadline = time.monotonic() + 20
        def threads():
            status = open("/proc/self/status").read() if os.path.exists("/proc/self/status") else "Threads: 1"
            return int(status.partition("Threads:")[2].split()[0])
        while threads() > 12 and time.monotonic() < deadline:
            time.sleep(0.05)
        print(threads() <= 12)
    """)
    assert out == "True\n"
