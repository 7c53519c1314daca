"""The same exercises on another device than the CPU.

Torch's device `meta` has shapes and no numbers. It goes the very way of a GPU through the worker and needs
none, so these tests run everywhere; what only a GPU can show is in `test_gpu.py`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.errors import SettingsError
from keyproof.finding import Finding
from keyproof.settings import Settings
from keyproof.verify import Job, Pool, Result
from keyproof.verify.devices import CPU, Device, devices
from keyproof.verify.prove import verify_one

from .factory import exercise, job, option, place

META = Device(name="meta")


def _fake(folder: Path, told: str) -> Settings:
    """An interpreter that tells of another torch."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\necho '{told}'\n", encoding="utf-8")
    python.chmod(0o755)
    return Settings(root=folder, python=str(python))


def test_the_cpu_is_taken_without_asking_torch(tmp_path: Path) -> None:
    """So a run that the cache answers does not import it."""
    settings = replace(_fake(tmp_path, ""), python="/nowhere/python")

    assert (CPU,) == devices(settings)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ('{"torch": "2.13.0+cpu", "cuda": null, "found": false}', "torch 2.13.0+cpu was built without CUDA."),
        (
            '{"torch": "2.13.0", "cuda": "12.8", "found": false}',
            "torch 2.13.0 is built for CUDA 12.8 and finds no device.",
        ),
        ("Segmentation fault", "torch cannot be imported (pip install 'keyproof[torch]')."),
    ],
)
@pytest.mark.parametrize("wanted", ["cuda", "both"])
def test_without_a_gpu_it_is_an_error_to_want_one(
    tmp_path: Path, told: str, reason: str, wanted: str
) -> None:
    """One sentence says why, and what to do."""
    settings = _fake(tmp_path, told)

    with pytest.raises(SettingsError) as raised:
        devices(replace(settings, device=wanted))
    assert f"There is no GPU to run on: {reason} `--device auto` takes the CPU then." == str(raised.value)
    assert (CPU,) == devices(replace(settings, device="auto"))


def test_a_gpu_is_named_by_what_it_is(tmp_path: Path) -> None:
    """Results of another one do not count as its own."""
    settings = _fake(tmp_path, '{"torch": "2", "cuda": "12.8", "found": true, "name": "NVIDIA H200"}')
    gpu = Device(name="cuda", hardware="NVIDIA H200, CUDA 12.8")

    assert [(gpu,), (gpu,), (CPU, gpu)] == [
        devices(replace(settings, device=wanted)) for wanted in ("cuda", "auto", "both")
    ]
    assert len({replace(job("1"), hardware=name).digest for name in ("", "one", "another")}) == 3


def test_new_tensors_live_on_the_device(pool: Pool) -> None:
    """In the setup, in layers and in the program."""
    program = "print(x.device, nn.RNN(3, 4).weight_ih_l0.device, torch.zeros(1).device)"
    work = job(program, setup="import torch\nfrom torch import nn\nx = torch.zeros(1)")
    results = [pool.run(replace(work, device=name)) for name in ("meta", "cpu")]

    assert ["meta meta meta\n", "cpu cpu cpu\n"] == [result.outcomes[0].stdout for result in results]
    assert ["meta", "cpu"] == [result.device for result in results]


def test_each_candidate_runs_the_setup_itself(pool: Pool) -> None:
    """A process that has touched a GPU must not fork; what the setup prints is nobody's answer."""
    setup = "import os\nmine = os.getpid()\nprint('setup')\nopen('file', 'w').write('x')"
    program = "import os\nprint(mine == os.getpid(), open('file').read())"
    work = job(program, program, setup=setup)
    here = pool.run(work)
    there = pool.run(replace(work, device="meta"))

    assert ["True x\n"] * 2 == [outcome.stdout for outcome in there.outcomes]
    assert ["False x\n"] * 2 == [outcome.stdout for outcome in here.outcomes]


def test_random_numbers_begin_anew_after_the_setup(pool: Pool) -> None:
    """As on the CPU, where a program is the same whatever the setup draws."""
    program = "print(torch.rand(1, device='cpu').item())"
    works = [job(program, setup=f"import torch\n{drawn}") for drawn in ("", "torch.rand(9, device='cpu')")]
    moved = [replace(work, device=name) for work in works for name in ("cpu", "meta")]

    assert len({pool.run(work).outcomes[0].stdout for work in moved}) == 1


def test_a_setup_that_fails_there(pool: Pool) -> None:
    """Told once, as on the CPU."""
    result = pool.run(replace(job("1", "2", setup="x = 1\nx.y"), device="meta"))

    assert () == result.outcomes
    assert result.setup is not None
    assert ("refuted", "setup", 2) == (
        result.setup.state,
        result.setup.step,
        result.setup.raised and result.setup.raised.line,
    )


LENGTHS = exercise(
    "choice",
    setup=("from torch.nn.utils.rnn import pack_padded_sequence as pack",),
    program="rnn = nn.RNN(3, 4)\nx = torch.randn(7, 2, 3)",
    options=(option("pack(x, torch.tensor([7, 4]))", 20, keyed=True), option("pack(x, [4])", 21)),
    check="assert rnn(answer)[1].shape == (1, 2, 4)",
)


def test_lengths_that_are_made_on_the_device(pool: Pool) -> None:
    """They must be on the CPU: what holds there is refuted elsewhere."""
    assert () == verify_one(LENGTHS, run=pool.run).findings
    assert verify_one(LENGTHS, run=pool.run, on=(CPU, META)).findings == (
        Finding(
            rule="device-dependent",
            place=place(20, 7, 31),
            what="What `pack(x, torch.tensor([7, 4]))` does changes with the device",
            expected="the same on CPU and META",
            actual="CPU: it holds: the check ran to its end\n"
            "META: it raises `RuntimeError: 'lengths' argument should be a 1D CPU int64 tensor, but got 1D "
            "meta Long tensor` at `pack(x, torch.tensor([7, 4]))`",
            hint="Make tensors where the layer is, and keep on the CPU what must be there, "
            "as lengths of sequences.",
            exercise="one",
        ),
    )


def test_a_prediction_that_names_the_device(pool: Pool) -> None:
    """Its answer is compared, not only that it ran."""
    program, options = "x = torch.ones(2)", (option("'a'", 20),)
    one = exercise("predict", program=program, answer="x.device.type", options=options)
    found = verify_one(one, run=pool.run, on=(CPU, META)).findings

    assert [("device-dependent", place(30), "CPU: it gives `'cpu'`\nMETA: it gives `'meta'`")] == [
        (finding.rule, finding.place, finding.actual) for finding in found
    ]


def test_readers_are_told_of_the_first_device_and_seeds_are_tried_there(pool: Pool) -> None:
    """The second device is compared under seed 0 alone."""
    jobs: list[Job] = []

    def kept(job: Job) -> Result:
        jobs.append(job)
        return pool.run(job)

    one = exercise("predict", program="x = nn.RNN(3, 4)", answer="x.bias", options=(option("1", 20),))
    verdict = verify_one(one, run=kept, seeds=2, on=(CPU, META))

    assert ((), "cpu") == (verdict.findings, verdict.device)
    assert [("cpu", 0), ("cpu", 1), ("meta", 0)] == [(job.device, job.seed) for job in jobs]


def test_what_happened_on_the_second_device_is_kept(pool: Pool) -> None:
    """Each answer's outcome there, whether it differs or not; for a prediction what the run made there."""
    chosen = verify_one(LENGTHS, run=pool.run, on=(CPU, META))
    options = (option("'a'", 20),)
    asked = exercise("predict", program="x = torch.ones(2)", answer="x.device.type", options=options)
    predicted = verify_one(asked, run=pool.run, on=(CPU, META))

    assert ["meta"] == [other.device for other in chosen.elsewhere]
    assert ["holds", "refuted"] == [answer.outcome.state for answer in chosen.answers]
    assert ["refuted", "refuted"] == [answer.outcome.state for answer in chosen.elsewhere[0].answers]
    assert ["'cpu'", "'a'"] == [answer.label for answer in predicted.answers]
    assert ["'meta'", "'a'"] == [answer.label for answer in predicted.elsewhere[0].answers]
    assert () == verify_one(LENGTHS, run=pool.run).elsewhere


def test_a_setup_that_fails_on_the_second_device_leaves_no_answers_there(pool: Pool) -> None:
    """That is a finding of its own."""
    setup = ("assert torch.zeros(1).device.type == 'cpu'",)
    one = exercise("choice", setup=setup, options=LENGTHS.options, check="assert answer")

    assert [("meta", ())] == [
        (other.device, other.answers) for other in verify_one(one, run=pool.run, on=(CPU, META)).elsewhere
    ]


def test_the_worker_that_forks_never_looks_for_a_gpu(pool: Pool) -> None:
    """Once CUDA is initialised, what a process forks cannot use it."""
    result = pool.run(job("print(torch.cuda.is_initialized())"))

    assert "False\n" == result.outcomes[0].stdout
