"""The same targets as in fuzzing.py, with inputs led by what the ones before have reached; `make fuzz GUIDED=...`.

    python -m tests.guided INPUTS [TARGET ...]

Atheris counts which branches of the project an input takes and goes on from those that took new ones. It is an extra,
`fuzz`, because it is not built for every system. Each target runs in a process of its own, which libFuzzer ends.
"""

from __future__ import annotations

import importlib.util
import logging
import math
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.hostile_pieces import PIECES

logger = logging.getLogger(__name__)

MOST_MEGABYTES = 4096  # of one target: models and what hypothesis remembers
LONGEST_INPUT = 4096  # bytes, of which hypothesis makes its texts too
ABSENT = (
    "NOT FUZZED: atheris is not installed, so nothing leads the inputs. Install the extra with"
    " `.venv/bin/python -m pip install -c constraints.txt -e '.[fuzz]'`, where it is built for this system and Python."
)
SEEDS = 100  # of each of two kinds: without any, it would take long to find that a text needs many bytes
COVERED = re.compile(r"\bcov: (\d+)")
DONE = re.compile(r"^Done (\d+) ", re.MULTILINE)


def main(inputs: int, names: list[str]) -> int:
    """Run the targets one after the other and say what each has reached; 1 when one broke, 2 without atheris."""
    if importlib.util.find_spec("atheris") is None:
        logger.error(ABSENT)
        return 2
    from tests.fuzzing import TARGETS

    broken = [_run_apart(name, math.ceil(inputs * TARGETS[name].share)) for name in names or TARGETS]
    return int(any(broken))


def _run_apart(name: str, inputs: int) -> bool:
    """Run a target in a process of its own; whether an input broke it."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from tests.guided import lead; lead()", name, str(inputs), folder]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    ran, reached = DONE.search(done.stderr), COVERED.findall(done.stderr)
    if done.returncode or not ran or not reached:
        logger.error("%-12s BROKEN:\n%s", name, "\n".join(done.stderr.splitlines()[-40:]))
        return True
    logger.info("%-12s %7s inputs, %5s branches, %.0f seconds", name, ran[1], reached[-1], time.monotonic() - started)
    return False


def lead() -> None:
    """In a process of its own: let libFuzzer choose the inputs of one target. Does not return."""
    import atheris

    name, inputs, folder = sys.argv[1:]
    with atheris.instrument_imports(include=["dagster_project"]):
        from tests import fuzzing
    options = {
        "atheris_runs": int(inputs) + 2 * SEEDS,  # after what was sown
        "timeout": f"{fuzzing.SECONDS:.0f}",
        "rss_limit_mb": MOST_MEGABYTES,
        "max_len": LONGEST_INPUT,
        "len_control": 0,  # long inputs from the beginning
        "artifact_prefix": f"{folder}/",
    }
    _sow(Path(folder))
    fuzzing.say_our_own_only(__name__)
    flags = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([sys.argv[0], *flags, folder], _one_input(fuzzing.TARGETS[name], fuzzing))
    atheris.Fuzz()


def _sow(folder: Path) -> None:
    chance = random.Random(11)
    for number in range(SEEDS):
        (folder / f"bytes_{number}").write_bytes(chance.randbytes(chance.randint(100, LONGEST_INPUT)))
        (folder / f"text_{number}").write_text("\n".join(chance.sample(PIECES, 9)), encoding="utf-8")


def _one_input(target: Any, fuzzing: Any) -> Callable[[bytes], object]:
    """What takes libFuzzer's bytes: a target of bytes as they are, one of texts through hypothesis' strategy."""
    if target.inputs is fuzzing.contents:
        return target.call  # type: ignore[no-any-return] # declared in a module that is imported while it is instrumented
    return fuzzing.property_of(target, inputs=1).hypothesis.fuzz_one_input  # type: ignore[no-any-return] # the same


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
