"""Calls of the system by which one process reaches into another: the kernel refuses them to candidates.

In: nothing. Out: a filter (seccomp) on the calling process and all that it starts, for good.

All candidates of a worker and the processes that they are forked from are one user to the kernel, which lets
one user's processes change each other's limits and priorities. And `clone` can make a child that belongs to
the parent, where nobody would look for it. Known for x86-64 only; elsewhere nothing is forbidden.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from dataclasses import dataclass

_MACHINE, _ARCHITECTURE = "x86_64", 0xC000003E
_OTHER_NUMBERS = 0x40000000
"""From here on the numbers are those of another calling convention."""

_CLONE_PARENT = 0x8000


@dataclass(frozen=True)
class _If:
    """What must be true of an argument for the call to be allowed."""

    argument: int
    comparison: str
    """`==`, or `lacks` for bits that must not be set."""
    value: int


_ITSELF = (_If(0, "==", 0),)
_LOWER_SELF = (_If(0, "==", 0), _If(1, "==", 0))

_RULES: dict[int, tuple[_If, ...] | None] = {
    56: (_If(0, "lacks", _CLONE_PARENT),),  # clone
    101: None,  # ptrace
    141: _LOWER_SELF,  # setpriority
    142: _ITSELF,  # sched_setparam
    144: _ITSELF,  # sched_setscheduler
    203: _ITSELF,  # sched_setaffinity
    251: (_If(0, "==", 1), _If(1, "==", 0)),  # ioprio_set
    256: None,  # migrate_pages
    279: _ITSELF,  # move_pages
    298: None,  # perf_event_open
    302: _ITSELF,  # prlimit64
    310: None,  # process_vm_readv
    311: None,  # process_vm_writev
    312: None,  # kcmp
    314: _ITSELF,  # sched_setattr
    424: None,  # pidfd_send_signal
    438: None,  # pidfd_getfd
    440: None,  # process_madvise
    448: None,  # process_mrelease
}
"""Numbers of calls, and under which conditions they are allowed; None is never."""

_CLONE3 = 435
"""Its flags lie in memory, where a filter cannot look. The C library takes `clone` where it is not there."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_PR_SET_SECCOMP, _FILTER = 22, 2
_LIBC = ctypes.CDLL(None, use_errno=True)

Instruction = tuple[int, int, int, int]
"""An operation of a filter: its code, how far to jump if true and if false, and a number."""


def reaching_out() -> None:
    """Forbid the calling process to reach into others. It must have no way to new privileges.

    Raises:
        OSError: the kernel refuses the filter.
    """
    if _PROGRAM and _LIBC.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(_PROGRAM), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _program() -> _Program | None:
    if platform.machine() != _MACHINE:
        return None
    refused = (_RETURN, 0, 0, _ERROR | errno.EPERM)
    program: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, _ARCHITECTURE),
        refused,
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        refused,
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]
    for number, conditions in _RULES.items():
        block = [refused] if conditions is None else [*_checked(conditions), refused]
        program += [(_EQUAL, 0, len(block), number), *block]
    program.append((_RETURN, 0, 0, _ALLOW))
    return _Program(len(program), b"".join(struct.pack("HBBI", *one) for one in program))


def _checked(conditions: tuple[_If, ...]) -> list[Instruction]:
    """Write tests that end in permission, or one behind it."""
    block: list[Instruction] = []
    for index, one in enumerate(conditions):
        away = 2 * (len(conditions) - index) - 1
        block.append((_LOAD, 0, 0, _ARGUMENTS_AT + 8 * one.argument))
        if one.comparison == "==":
            block.append((_EQUAL, 0, away, one.value))
        else:
            block.append((_ANY_BIT, away, 0, one.value))
    return [*block, (_RETURN, 0, 0, _ALLOW)]


_PROGRAM = _program()
