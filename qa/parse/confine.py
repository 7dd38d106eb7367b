"""What a process that reads hostile files may still do: limits on time and memory; on Linux no network, program or writing."""

from __future__ import annotations

import ctypes
import math
import platform
import sys

_SECCOMP_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_DENIED = {
    # socket, connect, accept, sendto, bind, socketpair; execve, execveat; kill, tkill, tgkill; ptrace, process_vm_readv and
    # _writev; pidfd_send_signal, io_uring_setup, pidfd_getfd.
    "x86_64": (41, 42, 43, 44, 49, 53, 59, 322, 62, 200, 234, 101, 310, 311, 424, 425, 438),
    "aarch64": (198, 203, 202, 206, 200, 199, 221, 281, 129, 130, 131, 117, 270, 271, 424, 425, 438),
}
_OTHER_ABI = 0x40000000
"""From here on, numbers are those of x32, by which the list could be passed by."""
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_RUN_AND_WRITE, _TRUNCATE = 0b1_1111_1111_0011, 1 << 14
"""Of Landlock's rights, those that change something: run, write, remove, make; and cut short."""
_CAN_REFUSE_CUTTING = 3
"""The version from which on it knows the last."""


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def confine(memory: int, at_most: int) -> None:
    """Limit this process to `memory` bytes of address space, and to reading, as far as the system can.

    `at_most` is what `allow_memory` may raise that to.
    """
    _limit(memory, at_most)
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            _refuse_writing(system)
            _refuse_calls(system)


def allow_memory() -> None:
    """Let this process have as much address space as it may have at most."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def allow_seconds(until: float) -> None:
    """Have the system end this process when it has used so many seconds of processor time in all, where it can."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = math.ceil(until)
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _limit(memory: int, at_most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    # No new process, no file that grows, no dump of what it read.
    for name, soft, hard in (("AS", memory, at_most), ("CORE", 0, 0), ("NPROC", 0, 0), ("FSIZE", 0, 0)):
        try:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (soft, hard))
        except (AttributeError, OSError, ValueError):
            continue


def has_landlock() -> bool:
    """True where the system's kernel can be asked to keep a process from writing."""
    return sys.platform == "linux" and _landlock(ctypes.CDLL(None)) > 0


def _landlock(system: ctypes.CDLL) -> int:
    """Its version."""
    return int(system.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1))


def _refuse_writing(system: ctypes.CDLL) -> None:
    """By Landlock: files can be read, not run, written, made or removed. Where the system has none, nothing happens."""
    version = _landlock(system)
    if version < 1:
        return
    rights = ctypes.c_uint64(_RUN_AND_WRITE | (_TRUNCATE if version >= _CAN_REFUSE_CUTTING else 0))
    ruleset = system.syscall(_CREATE_RULESET, ctypes.byref(rights), ctypes.c_size_t(ctypes.sizeof(rights)), 0)
    if ruleset >= 0:
        system.syscall(_RESTRICT_SELF, ruleset, 0)


def _refuse_calls(system: ctypes.CDLL) -> None:
    """By seccomp: network, programs and other processes are refused with "not permitted"."""
    machine = platform.machine()
    if machine not in _DENIED:
        return
    denied = _DENIED[machine]
    last = len(denied) + 5
    lines = (
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_IF_EQUAL, 0, last - 2, _SECCOMP_ARCHITECTURE[machine]),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_IF_AT_LEAST, last - 4, 0, _OTHER_ABI),
        *((_IF_EQUAL, last - 5 - i, 0, number) for i, number in enumerate(denied)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    program = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    system.prctl(_SECCOMP, _FILTER, ctypes.byref(_Program(len(lines), program)), 0, 0)
