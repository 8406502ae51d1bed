"""Lexicons are found from few phrases, as small as can be, within budgets, and never claimed where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.dsl import Var
from contrast.errors import Undefined
from contrast.search.lexicon import induce
from contrast.search.limits import Meter
from contrast.search.outcome import Outcome
from contrast.search.solve import solve
from contrast.solver import Budget
from contrast.task import Example
from contrast.vocab.languages import VOCABULARY
from contrast.vocab.lists import VOCABULARY as LISTS
from contrast.vocab.primitives.texts.rewriting import rewrite

INPUTS = [Var("words", list[str])]


def phrases(text: str) -> list[Example]:
    """Lines `phrase = meaning`."""
    pairs = [line.partition("=") for line in text.strip().splitlines()]
    return [Example((phrase.split(),), meaning.split()) for phrase, _, meaning in pairs]


def found_in(examples: Sequence[Example], candidates: int = 5000) -> Outcome:
    return induce(INPUTS, examples, VOCABULARY, Budget(candidates=candidates))


def rules_of(outcome: Outcome) -> set[str]:
    assert outcome.program is not None
    return set(outcome.program.body.args[0].value)


FLAGS = """
red = R
blue = B
red and blue = R B
blue and red = B R
red and red = R R
blue twice = B B
red twice and blue = R R B
blue and red twice = B R R
"""


def test_words_and_rules_are_found_from_few_phrases():
    found = found_in(phrases(FLAGS))
    assert (found.fits, found.reason) == (True, "found")
    assert rules_of(found) == {"X and Y -> X Y", "X twice -> X X", "red -> R", "blue -> B"}


def test_what_was_found_holds_for_longer_phrases():
    found, (longer,) = found_in(phrases(FLAGS)), phrases("blue and red twice and blue and red = B R R B R")
    assert found.program is not None
    assert found.program(*longer.inputs) == longer.output


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a = 1\nb = 2\na after b = 2 1\nb after a = 1 2", "X after Y -> Y X"),
        ("a = 1\nb = 2\nnot a = 1 1\nnot b = 2 2", "not X -> X X"),
        ("a = 1\nb = 2\na twice = 1 ; 1\nb twice = 2 ; 2", "X twice -> X ; X"),
        ("a = 1\nb = 2\na b = 2 1\nb a = 1 2\na a = 1 1", "X Y -> Y X"),
        ("a = 1\nb = 2\na round b = 2 1 2 1 2 1 2 1\nb round a = 1 2 1 2 1 2 1 2", "X round Y -> Y X Y X Y X Y X"),
    ],
)
def test_a_rule_of_each_form_is_found(text: str, rule: str):
    found = found_in(phrases(text))
    assert found.fits
    assert rule in rules_of(found)


def test_a_word_without_meaning_has_an_empty_one():
    found = found_in(phrases("go left = L\ngo right = R\nleft = L\nright = R"))
    assert "go ->" in rules_of(found)


def test_nothing_is_said_of_joining_where_no_phrase_needs_it():
    assert not any(rule.startswith("X Y") for rule in rules_of(found_in(phrases(FLAGS))))


def test_wrong_meanings_give_no_program_that_claims_to_fit_but_one_that_is_mostly_right():
    words = {"a": "1", "b": "2", "c": "3"}
    clean = [f"{x} and {y} = {words[x]} {words[y]}" for x in words for y in words]
    clean += [f"{x} twice and {y} = {words[x]} {words[x]} {words[y]}" for x in words for y in words]
    examples = phrases("\n".join([*clean, "c and c twice = 1"]))
    found = found_in(examples, 20_000)
    assert not found.fits
    assert found.reason != "found"
    assert found.program is not None
    answers = found.program.predict([example.inputs for example in examples])
    assert sum(a == e.output for a, e in zip(answers, examples, strict=True)) == len(examples) - 1


@pytest.mark.parametrize("candidates", [1, 7, 20])
def test_a_candidate_budget_is_kept_and_repeatable(candidates: int):
    first, second = (found_in(phrases(FLAGS), candidates) for _ in range(2))
    assert first.candidates == candidates
    assert first.reason in ("out_of_candidates", "found")
    assert (str(first.program), first.candidates, first.unique) == (str(second.program), second.candidates, second.unique)


def test_a_run_on_seconds_can_be_replayed_to_its_count():
    first = induce(INPUTS, phrases(FLAGS), VOCABULARY, Budget(seconds=0.01))
    again = induce(INPUTS, phrases(FLAGS), VOCABULARY, Budget(candidates=first.candidates))
    assert (str(first.program), first.candidates) == (str(again.program), again.candidates)


@pytest.mark.parametrize(("error", "reason"), [(KeyboardInterrupt, "interrupted"), (MemoryError, "out_of_memory")])
def test_an_interruption_leaves_the_best_so_far(error: type[BaseException], reason: str, monkeypatch: pytest.MonkeyPatch):
    def interrupt(meter: Meter, stored: int) -> None:
        if meter.candidates > 5:
            raise error

    monkeypatch.setattr(Meter, "check", interrupt)
    found = found_in(phrases(FLAGS))
    assert found.reason == reason
    assert found.program is not None


def test_only_a_vocabulary_that_can_rewrite_asks_for_a_lexicon():
    examples = [Example(([1, 2],), [2]), Example(([3, 4],), [4])]
    found = solve([Var("xs", list[int])], examples, LISTS, list[int], Budget(candidates=5000))
    assert str(found.program) == "tail(xs)"
    assert str(solve(INPUTS, phrases(FLAGS), VOCABULARY, list[str], Budget(candidates=5000)).program).startswith("rewrite([")


@pytest.mark.parametrize("word", ["X", "Y", "->", "two words", ""])
def test_words_that_no_rule_can_be_written_with_are_left_to_the_general_search(word: str):
    examples = [Example(([word, "a"],), [word]), Example((["b", "a"],), ["b"])]
    found = solve(INPUTS, examples, VOCABULARY, list[str], Budget(candidates=300))
    assert "rewrite([" not in str(found.program)


VERBS = ["walk", "look", "run"]
POSTFIX, INFIX = [["X", "X"], ["X", "X", "X"]], [["X", "Y"], ["Y", "X"], ["Y", "X", "Y"], ["X", "Y", "Y"]]


@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(tight=st.sampled_from(POSTFIX), loose=st.sampled_from(INFIX), joined=st.sampled_from(INFIX[:2]))
def test_a_drawn_system_of_rules_is_recovered_up_to_what_it_does(tight: list[str], loose: list[str], joined: list[str]):
    rules = [f"X but Y -> {' '.join(loose)}", f"X often -> {' '.join(tight)}", "left -> L", "right -> R"]
    rules += [*[f"{verb} -> {verb.upper()}" for verb in VERBS], f"X Y -> {' '.join(joined)}"]
    clauses = [[verb, *side, *often] for verb in VERBS for side in ([], ["left"], ["right"]) for often in ([], ["often"])]
    spoken = [*clauses, *[[*a, "but", *b] for a in clauses for b in clauses if a != b]]
    examples = [Example((words,), rewrite(rules, words)) for words in spoken[::3]]
    found = found_in(examples, 20_000)
    assert found.fits
    assert found.program is not None
    assert [found.program(words) for words in spoken] == [rewrite(rules, words) for words in spoken]


def test_a_phrase_with_a_word_never_seen_has_no_answer():
    found = found_in(phrases(FLAGS))
    assert found.program is not None
    with pytest.raises(Undefined):
        found.program(["green"])
