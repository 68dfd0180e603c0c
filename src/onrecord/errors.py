"""Every error that onrecord raises on purpose, in one tree.

The message is for the person at the keyboard: what was wrong, with which input, and what to do now.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root: catch this to catch whatever onrecord raises on purpose."""

    exit_code = 1


class InputError(OnrecordError):
    """An input that gives no report. `reading` turns it into a row of `rejected`; it stops nothing."""


class UsageError(OnrecordError):
    """What was asked cannot be done as asked: no such file, no such record, options that contradict."""

    exit_code = 2


class RecordError(OnrecordError):
    """A file that is not a record, is from a newer version, is held by another writer, or fails its check."""

    exit_code = 3


class HeldError(RecordError):
    """A record that another process is writing just now. Who has time waits and asks again."""


class ModelError(OnrecordError):
    """A language model that is not installed or does not fit."""

    exit_code = 4


class PluginWarning(UserWarning):
    """A plugin that failed, and how: what it would have added is not there, and all else goes on."""
