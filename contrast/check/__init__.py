"""Conformance: is a task what the rest of the project takes it to be? For `contrast check TASK` and for anyone's tests."""

from contrast.check.conformance import CHECKS, Finding, assert_task, check_task

__all__ = ["CHECKS", "Finding", "assert_task", "check_task"]
