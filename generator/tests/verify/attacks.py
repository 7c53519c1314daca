"""Hostile answers, each with a check that it would pass if the judge let it. All want a layer of width 5."""

# ruff: noqa: E501 a program on one line is the shorter one to read

from __future__ import annotations

from dataclasses import dataclass

WIDTH = "assert rnn.hidden_size == 5"
SHAPE = "assert rnn(torch.zeros(7, 2, 3))[0].shape == (7, 2, 5)"
NARROW = "rnn = nn.RNN(3, 4)\n"
"""What an attack begins with: the honest wrong answer."""


@dataclass(frozen=True)
class Attack:
    """One hostile program."""

    name: str
    program: str
    check: str = WIDTH
    setup: tuple[str, ...] = ()
    seconds: float | None = None


FIND = """
import os, sys
def frames():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back
def found(name):
    return next((f.f_locals[name] for f in frames() if name in f.f_locals), None)
def forge(token, result):
    line = '{"state": "holds", "step": "", "assertions": [], "tensors": [], "idle": [], "value": "", "form": ""}'
    os.write(result, f'\\n{token}{line}\\n'.encode())
"""
"""Tools of a forger: whatever stands in a frame below can be read."""

TOKEN = FIND + "token, result = found('command')['token'], sys.modules['keyproof_worker.ready'].RESULT\n"
GATE = FIND + "gate = sys.modules['keyproof_worker.ready'].GATE\n"

PATCHES = [
    Attack("patch RNN", "class Fake: hidden_size = 5\nnn.RNN = Fake\nrnn = Fake()",
           "assert isinstance(rnn, nn.RNN)\n" + WIDTH),
    Attack("patch RNN.__call__", NARROW + "nn.RNN.__call__ = lambda *a: (torch.zeros(7, 2, 5), None)", SHAPE),
    Attack("patch Module.__call__", NARROW + "nn.Module.__call__ = lambda *a: (torch.zeros(7, 2, 5), None)", SHAPE),
    Attack("patch RNN.forward", NARROW + "nn.RNN.forward = lambda *a: (torch.zeros(7, 2, 5), None)", SHAPE),
    Attack("patch code of _call_impl", NARROW + "nn.Module._call_impl.__code__ = "
           "(lambda self, *a, **k: (torch.zeros(7, 2, 5), None)).__code__", SHAPE),
    Attack("patch _VF of rnn", NARROW + "import torch.nn.modules.rnn as module\nclass Fake:\n"
           "    rnn_tanh = lambda *a: (torch.zeros(7, 2, 5), None)\nmodule._VF = Fake", SHAPE),
    Attack("patch torch._VF", NARROW + "torch._VF.rnn_tanh = lambda *a: (torch.zeros(7, 2, 5), None)", SHAPE),
    Attack("patch Tensor.__eq__", NARROW + "torch.Tensor.__eq__ = lambda *a: torch.tensor(True)",
           "assert (torch.tensor(rnn.hidden_size) == 5).item()"),
    Attack("patch Tensor.item", NARROW + "torch.Tensor.item = lambda *a: True",
           "assert (torch.tensor(rnn.hidden_size) == 5).item()"),
    Attack("patch equal", NARROW + "torch.equal = lambda *a: True",
           "assert torch.equal(torch.tensor(rnn.hidden_size), torch.tensor(5))"),
    Attack("patch equal of an imported name", NARROW + "import torch as module\nmodule.equal = lambda *a: True",
           "from torch import equal\nassert equal(torch.tensor(rnn.hidden_size), torch.tensor(5))"),
    Attack("patch assert_close", NARROW + "torch.testing.assert_close = lambda *a: None",
           "torch.testing.assert_close(rnn.hidden_size, 5)\nassert rnn"),
    Attack("another __builtins__", NARROW + "__builtins__ = dict(vars(__import__('builtins')), len=lambda *a: 5)",
           "assert len(rnn.bias_hh_l0) == 5"),
    Attack("patch what assert_close calls", NARROW + "import torch.testing._comparison as inner\n"
           "inner.not_close_error_metas = lambda *a, **k: []",
           "torch.testing.assert_close(torch.tensor(rnn.hidden_size), torch.tensor(5))\nassert rnn"),
    Attack("patch _nn", NARROW + "torch._C._nn.mse_loss = lambda *a: torch.tensor(0.)",
           "assert nn.functional.mse_loss(torch.tensor(float(rnn.hidden_size)), torch.tensor(5.)) < 1e-6"),
    Attack("a hook on every layer", "rnn = nn.RNN(3, 5)\nimport torch.nn.modules.module as inner\n"
           "inner.register_module_forward_hook(lambda *a: (torch.zeros(7, 2, 5), None))\nrnn = nn.RNN(3, 4)", SHAPE),
    Attack("patch len", NARROW + "import builtins\nbuiltins.len = lambda *a: 5",
           "assert len(rnn.bias_hh_l0) == 5"),
    Attack("patch isinstance", "class Fake: hidden_size = 5\nrnn = Fake()\nimport builtins\n"
           "builtins.isinstance = lambda *a: True", "assert isinstance(rnn, nn.RNN)\n" + WIDTH),
    Attack("patch __import__", NARROW + "import builtins\nclass math: sqrt = lambda x: 5\n"
           "builtins.__import__ = lambda *a: math", "import math\nassert math.sqrt(rnn.hidden_size ** 2) == 5"),
    Attack("patch sys.modules", NARROW + "import sys\nclass math: sqrt = lambda x: 5\n"
           "sys.modules['math'] = math", "import math\nassert math.sqrt(rnn.hidden_size ** 2) == 5"),
    Attack("patch math.sqrt", NARROW + "import math\nmath.sqrt = lambda x: 5",
           "import math\nassert math.sqrt(rnn.hidden_size ** 2) == 5"),
    Attack("delete what the check calls", NARROW + "import builtins\ndel builtins.len",
           "assert len(rnn.bias_hh_l0) == 5"),
    Attack("replace AssertionError", NARROW + "import builtins\nclass Quiet(BaseException): pass\n"
           "builtins.AssertionError = Quiet"),
    Attack("replace AssertionError by no exception", NARROW + "import builtins\n"
           "builtins.AssertionError = lambda *a: None"),
    Attack("another torch", NARROW + "class torch: equal = lambda *a: True; tensor = lambda *a: 5",
           "assert torch.equal(torch.tensor(rnn.hidden_size), torch.tensor(5))"),
    Attack("another len", NARROW + "len = lambda *a: 5", "assert len(rnn.bias_hh_l0) == 5"),
    Attack("another nn", "class nn:\n    class RNN: hidden_size = 5\nrnn = nn.RNN()",
           "assert isinstance(rnn, nn.RNN)\n" + WIDTH),
    Attack("another recorder", NARROW + "class Quiet:\n    held = failed = lambda *a: SystemExit()\n"
           "__keyproof_recorder__ = Quiet()"),
]  # fmt: skip

_JUMP = """
import sys
def local(frame, event, argument):
    if event == 'line' and frame.f_lineno != {to} and frame.f_code.co_filename.endswith(('.md', 'judge')):
        try: frame.f_lineno = {to}
        except ValueError: pass
    return local
"""

TRACING = [
    Attack("trace jumps over the assertion", NARROW + _JUMP.format(to="41")
           + "sys.settrace(lambda frame, event, argument: local)", WIDTH + "\ndone = True"),
    Attack("trace jumps in the judge", NARROW + _JUMP.format(to="1")
           + "frame = sys._getframe(1)\nwhile frame:\n    frame.f_trace = local\n"
           "    frame.f_trace_opcodes = True\n    frame = frame.f_back\nsys.settrace(local)"),
    Attack("profile", NARROW + "import sys\nsys.setprofile(lambda *a: None)"),
    Attack("excepthook", NARROW + "import sys\nsys.excepthook = sys.unraisablehook = lambda *a: None"),
    Attack("low recursion limit", NARROW + "import sys\nsys.setrecursionlimit(30)"),
    Attack("deep recursion", "def deeper(): deeper()\ndeeper()"),
    Attack("deep recursion in C", "import sys\nsys.setrecursionlimit(10**9)\nkept = []\n"
           "for _ in range(10**6): kept = [kept]\nrepr(kept)"),
    Attack("an answer of its own", "answer = nn.RNN(3, 5)\nrnn = nn.RNN(3, 4)"),
]  # fmt: skip

LEAVING = [
    Attack("os._exit", "import os; os._exit(0)"),
    Attack("sys.exit", "import sys; sys.exit(0)"),
    Attack("SystemExit", "raise SystemExit(0)"),
    Attack("os.abort", "import os; os.abort()"),
    Attack("another program", "import os; os.execv('/bin/true', ['true'])"),
    Attack("exit inside the check", "import os\nclass Exit:\n    hidden_size = property(lambda self: os._exit(0))\n"
           "rnn = Exit()"),
    Attack("SystemExit inside the check", "class Exit:\n    @property\n    def hidden_size(self): raise SystemExit(0)\n"
           "rnn = Exit()"),
    Attack("an endless check", "class Slow:\n    @property\n    def hidden_size(self):\n        while True: pass\n"
           "rnn = Slow()", seconds=0.5),
    Attack("stops itself", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", seconds=0.5),
    Attack("ignores signals", "import signal\nfor number in range(1, 65):\n"
           "    try: signal.signal(number, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
           "while True: pass", seconds=0.5),
    Attack("closes everything", "import os; os.closerange(0, 256)"),
    Attack("kills the process that runs it", "import os; os.kill(os.getppid(), 9)\nimport time; time.sleep(5)"),
    Attack("kills its group", "import os; os.killpg(0, 9)"),
    Attack("interrupts the process that runs it", "import os, signal; os.kill(os.getppid(), signal.SIGINT)"),
    Attack("limits the process that runs it", "import os, resource as r\nr.prlimit(os.getppid(), r.RLIMIT_NOFILE, (0, 0))"),
]  # fmt: skip

FORGING = [
    Attack("forged answer, then leaves", TOKEN + "forge(token, result); os._exit(0)"),
    Attack("forged answer, then a wrong one", TOKEN + "forge(token, result)\n" + NARROW),
    Attack("forged answer, then sleeps", TOKEN + "import time\nforge(token, result); time.sleep(60)", seconds=0.5),
    Attack("forged answer and knock, then sleeps", TOKEN + GATE + "import time\n"
           "forge(token, result); os.write(gate, b'?'); time.sleep(60)", seconds=0.5),
    Attack("waits at each gate itself", TOKEN + GATE + "forge(token, result)\n"
           "for number in (7001, 7002, 7003, 7004):\n    os.write(gate, b'?')\n    if number == 7004: os.read(gate, number)",
           seconds=0.5),
    Attack("a thread waits at the gate", TOKEN + GATE + "import threading, time\nforge(token, result)\n"
           "os.write(gate, b'?'); threading.Thread(target=os.read, args=(gate, 7004)).start(); time.sleep(60)", seconds=0.5),
    Attack("a signal handler waits at the gate", TOKEN + GATE + NARROW + "import functools, signal\n"
           "def handle(*a):\n    forge(token, result); os.write(gate, b'?'); os.read(gate, 7004)\n"
           "signal.signal(signal.SIGALRM, handle); signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)", seconds=0.5),
    Attack("a signal handler made of C waits at the gate", TOKEN + GATE + NARROW + "import functools, signal\n"
           "forge(token, result); os.write(gate, b'?')\n"
           "wait = functools.partial(max, 7004, key=functools.partial(os.read, gate))\n"
           "signal.signal(signal.SIGALRM, lambda *a: None)\n"
           "signal.signal(signal.SIGALRM, wait); signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)", seconds=0.5),
    Attack("a finalizer waits at the gate", TOKEN + GATE + "class Last:\n    def __del__(self):\n"
           "        forge(token, result); os.write(gate, b'?'); os.read(gate, 7004)\n"
           "    hidden_size = 4\nrnn = Last()\nimport gc; kept = [rnn]; kept.append(kept); del kept", seconds=0.5),
    Attack("a gate of its own lets it pass unseen", GATE + NARROW + "import socket\nours, theirs = socket.socketpair()\n"
           "ours.send(b'...'); os.dup2(theirs.fileno(), gate)\ntorch.equal = lambda *a: True",
           "assert torch.equal(torch.tensor(rnn.hidden_size), torch.tensor(5))", seconds=0.5),
    Attack("a gate of its own, and the last knock passed on", TOKEN + GATE + NARROW +
           "import socket, threading\nreal = os.dup(gate)\nours, theirs = socket.socketpair()\nours.send(b'.')\n"
           "os.dup2(theirs.fileno(), gate)\nequal = torch.equal\ndef back(*a):\n    torch.equal = equal\n    return True\n"
           "torch.equal = back\ndef serve():\n    ours.recv(1); ours.recv(1); os.write(real, b'?')\n"
           "threading.Thread(target=serve, daemon=True).start()",
           "assert torch.equal(torch.tensor(rnn.hidden_size), torch.tensor(5))", seconds=0.5),
    Attack("the answer's author is called by itself", FIND + "answer = found('answer')\n"
           "answer.give({'state': 'holds', 'step': '', 'assertions': [], 'tensors': [], 'idle': []})\n" + NARROW),
    Attack("the run tells what it is told to", FIND + "run = found('self')._run\nend = {'state': 'holds', 'step': '',"
           "'assertions': [], 'tensors': [], 'idle': [], 'value': '', 'form': ''}\n"
           "run.outcome = lambda *a: end\ntype(run).outcome = lambda *a: end\n" + NARROW),
    Attack("every class of the judge is changed", "import sys\nend = {'state': 'holds', 'step': '', 'assertions': [],"
           "'tensors': [], 'idle': [], 'value': '', 'form': ''}\n"
           "for kind in object.__subclasses__():\n    if kind.__name__ == 'Run':\n"
           "        kind.outcome = kind._ended = kind._outcome = lambda *a, **k: end\n" + NARROW),
    Attack("modules of the judge are changed", "import json, sys\ntext = json.dumps\n"
           "json.dumps = lambda value, *a, **k: text(dict(value, state='holds')) if 'state' in value else text(value)\n"
           "json.dumps = lambda value, **k: text({**value, 'state': 'holds', 'raised': None})\n" + NARROW),
    Attack("functions of the judge are emptied", "import gc, types\nfor one in gc.get_objects():\n"
           "    if isinstance(one, types.FunctionType) and one.__module__.startswith('keyproof_worker') "
           "and not one.__closure__:\n        one.__code__ = (lambda *a, **k: None).__code__\n" + NARROW),
    Attack("constants of the judge are called", FIND + "code = sys._getframe(1).f_code\n"
           "read = [one for one in code.co_consts if getattr(one, '__name__', '') == 'read']\n"
           "gate = [one for one in code.co_consts if type(one) is int and one < 256]\n"
           "tell = [one for one in code.co_consts if getattr(one, '__name__', '') == '_tell']\n"
           "tell[0](None)\nfor number in gate:\n    os.write(number, b'?')\nread[0](max(gate), 7004)", seconds=0.5),
    Attack("the check in the job is emptied", FIND + "shared = found('shared')\n"
           "for candidate in shared.candidates:\n    for step in candidate['steps']: step['source'] = 'pass'\n" + NARROW),
    Attack("the code in the judge's frame is exchanged", "import sys\nframe = sys._getframe(1)\n"
           "for name, value in list(frame.f_globals.items()): frame.f_globals[name] = None\n"
           "frame.f_globals['exec'] = frame.f_globals['all'] = lambda *a: True\n" + NARROW),
    Attack("exec and all are replaced", "import builtins\nbuiltins.exec = builtins.all = lambda *a: True\n" + NARROW),
    Attack("operator and os are replaced", "import operator, os\noperator.call = operator.is_ = lambda *a: True\n"
           "os.read = lambda *a: b''\n" + NARROW),
    Attack("garbage on every descriptor", "import os\nfor number in range(3, 256):\n"
           "    try: os.write(number, b'\\n{\"state\": \"holds\"}\\n')\n    except OSError: pass\n" + NARROW),
    Attack("a child answers later", TOKEN + "import time\nif os.fork() == 0:\n    os.setsid(); time.sleep(0.3)\n"
           "    forge(token, result); os._exit(0)\n" + NARROW),
    Attack("a thread answers later", TOKEN + "import threading, time\ndef late():\n    while True: forge(token, result)\n"
           "threading.Thread(target=late, daemon=True).start()\n" + NARROW),
    Attack("atexit answers", TOKEN + "import atexit, threading\natexit.register(forge, token, result)\n"
           "threading._register_atexit(forge, token, result)\nimport weakref\n"
           "weakref.finalize(torch, forge, token, result)\n" + NARROW),
    Attack("memory of the parent is written to", "import os\nopen(f'/proc/{os.getppid()}/mem', 'r+b')\n"),
    Attack("the parent is traced", "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
           "assert libc.ptrace(16, os.getppid(), 0, 0) == 0\nrnn = nn.RNN(3, 5)"),
    Attack("the parent's files are taken", "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
           "fd = libc.syscall(438, os.pidfd_open(os.getppid()), 0, 0)\nassert fd >= 0\nrnn = nn.RNN(3, 5)"),
    Attack("limits are raised", "import resource as r\n"
           "r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))\nrnn = nn.RNN(3, 5)"),
]  # fmt: skip

INSIDE = [*PATCHES, *TRACING]
"""What must not hold, and is the same with a sandbox and without."""

OUTSIDE = [*LEAVING, *FORGING]
"""What must not hold either, but acts on more than its own process."""

ATTACKS = [*INSIDE, *OUTSIDE]

WIDE = [
    Attack("kills everybody", "import os; os.kill(-1, 9)\nimport time; time.sleep(5)", seconds=2),
    Attack("kills the worker", "import os; os.kill(1, 9); os.kill(1, 2); os.kill(1, 15)\n" + NARROW),
    Attack("stops the worker", "import os; os.kill(1, 19)\n" + NARROW),
    Attack("kills every number", "import os\nfor pid in range(1, 500):\n    try: os.kill(pid, 9)\n"
           "    except OSError: pass\nimport time; time.sleep(5)", seconds=2),
]  # fmt: skip
"""What would hit the machine itself outside of a sandbox."""

DATA = ("open('data', 'w').write('5')",)

HARMLESS = [
    Attack("default type", "torch.set_default_dtype(torch.float64)", "assert rnn.weight_hh_l0.dtype == torch.float32\n" + WIDTH),
    Attack("default device", "torch.set_default_device('meta')", "assert rnn.weight_hh_l0.device.type == 'cpu'\n" + WIDTH),
    Attack("random numbers", "torch.manual_seed(5); torch.rand(9)\nimport random; random.seed(9)",
           WIDTH + "\nassert abs(torch.rand(1).item() - 0.5) <= 0.5"),
    Attack("gradients", "torch.set_grad_enabled(False)", "assert torch.is_grad_enabled()\n" + WIDTH),
    Attack("threads", "torch.set_num_threads(2)", "assert torch.get_num_threads() == 1\n" + WIDTH),
    Attack("environment", "import os; os.environ.clear(); os.environ['SPOILED'] = '1'",
           "import os\nassert 'HOME' in os.environ and 'SPOILED' not in os.environ\n" + WIDTH),
    Attack("umask", "import os; os.umask(0o777)", "import os\nassert os.umask(0o22) == 0o22\n" + WIDTH),
    Attack("signal handlers", "import signal; signal.signal(signal.SIGALRM, signal.SIG_IGN); signal.alarm(1)",
           "import signal\nassert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL\n" + WIDTH),
    Attack("hooks at fork", "import os; os.register_at_fork(after_in_child=lambda: os._exit(0))"),
    Attack("files of the setup", "open('data', 'w').write('4')", "assert open('data').read() == '5'\n" + WIDTH, DATA),
    Attack("links in the folder of the setup", "import os; os.remove('data'); os.symlink('/etc/hostname', 'data')",
           "assert open('data').read() == '5'\n" + WIDTH, DATA),
    Attack("folders around", "import os; os.mkdir('../setup'); os.mkdir('../exercise-2'); open('../f', 'w').close()",
           "import os\nassert os.listdir('..') == ['exercise']\n" + WIDTH),
    Attack("children", "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        os.setsid(); time.sleep(60)"),
    Attack("limits", "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (20, 20))",
           "import resource as r\nassert r.getrlimit(r.RLIMIT_NOFILE)[0] > 20\n" + WIDTH),
]  # fmt: skip
"""What must not be there any more for the next answer."""
