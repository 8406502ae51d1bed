"""Operon's multi-objective evolution on one table.

The settings are those of its authors in SRBench (cavalab/srbench, algorithms/operon/regressor.py: NSGA-II on error and length,
1,000 models, balanced trees of up to 50 nodes, Levenberg-Marquardt on every new model) and else the defaults of
`pyoperon.sklearn`, except `STEPS` and `SAME_ERROR`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from contrast.peers.operon.model import Model

POPULATION, LONGEST, DEEPEST, LONGEST_AT_FIRST, TOURNAMENT = 1000, 50, 10, 10, 5

STEPS = 10
"""Levenberg-Marquardt steps on the constants of each new model, as in pyoperon's example; SRBench takes 1."""

SAME_ERROR = 1e-7
"""Errors no further apart count as equal. SRBench's 1e-5 cannot tell a law from a good likeness."""

ENDLESS = 10**12
"""Generations and evaluations: only time ends a run."""


class _Enough(Exception):
    """Ends a run from within its callback; Operon's scheduler swallows it."""


class Evolution:
    """Operon's NSGA-II on one table. The attributes keep alive what Operon's objects only point to."""

    def __init__(self, op: Any, rows: np.ndarray, symbols: Sequence[str], seed: int):
        self.op, self.wanted = op, rows[:, -1]
        self.data = op.Dataset(np.asfortranarray(rows))
        self.rows = op.Range(0, self.data.Rows)
        *inputs, self.target = sorted(self.data.Variables, key=lambda variable: variable.Index)
        self.columns = {variable.Hash: place for place, variable in enumerate(inputs)}
        self.names = {variable.Hash: variable.Name for variable in inputs}
        self.problem = self._problem([*symbols, "Constant", "Variable"])
        self.primitives, self.table = self.problem.PrimitiveSet, op.DispatchTable()
        self.creator = op.BalancedTreeCreator(self.primitives, list(self.columns), 0.0)
        self.coefficients = _normal(op.NormalCoefficientInitializer())
        self.objectives = [op.Evaluator(self.problem, self.table, op.NMSE(), True), op.LengthEvaluator(self.problem)]
        self.evaluator = self._evaluator()
        self.mutations = self._mutations()
        self.comparison, self.sorter = op.CrowdedComparison(), op.RankSorter()
        self.reinserter = op.KeepBestReinserter(self.comparison)
        self.generator = self._generator()
        self.first = self._first()
        self.random, self.config = op.RandomGenerator(np.uint64(seed)), self._config(seed)
        self.algorithm = op.NSGA2Algorithm(
            self.config, self.problem, self.first, self.coefficients, self.generator, self.reinserter, self.sorter
        )

    def run(self, enough: Callable[[], bool]) -> None:
        """Evolve until, after some generation, it is enough."""

        def after_generation() -> None:
            if enough():
                raise _Enough

        self.algorithm.Run(self.random, after_generation, 1, False)

    def best(self) -> Model | None:
        """The model with the least error of the Pareto front."""
        return self.written(min(self.algorithm.BestFront, key=lambda model: float(model[0])).Genotype)

    def front(self) -> list[Model]:
        """The Pareto front of error and length."""
        return [model for one in self.algorithm.BestFront if (model := self.written(one.Genotype)) is not None]

    def written(self, tree: Any) -> Model | None:
        """A tree under the linear scaling that fits it best to the table; None if it has no value on some row."""
        op = self.op
        values = np.asarray(op.Evaluate(self.table, tree, self.data, self.rows), float)
        if not np.isfinite(values).all():
            return None
        scale, offset = _line(values, self.wanted)
        symbols = [(node.Type.name, node.Arity, node.Value, self.columns.get(node.HashValue)) for node in tree.Nodes]
        scaled = op.Tree([*tree.Nodes, op.Node.Constant(scale), op.Node.Mul(), op.Node.Constant(offset), op.Node.Add()])
        text = op.InfixFormatter.Format(scaled.UpdateNodes(), self.names, 6)
        return Model(symbols, scale, offset, text, float(np.mean((scale * values + offset - self.wanted) ** 2)))

    def _problem(self, symbols: Sequence[str]) -> Any:
        problem = self.op.Problem(self.data)
        problem.TrainingRange, problem.TestRange = self.rows, self.op.Range(self.data.Rows - 1, self.data.Rows)
        problem.Target, problem.InputHashes = self.target, list(self.columns)
        problem.ConfigurePrimitiveSet(sum(int(getattr(self.op.NodeType, symbol)) for symbol in symbols))
        return problem

    def _evaluator(self) -> Any:
        both = self.op.MultiEvaluator(self.problem)
        for objective in self.objectives:
            objective.Budget = ENDLESS
            both.Add(objective)
        both.Budget = ENDLESS
        return both

    def _mutations(self) -> list[Any]:
        op = self.op
        constant = op.DiscretePointMutation()
        for value in op.Math.Constants:
            constant.Add(value, 1.0)
        return [
            constant,
            _normal(op.NormalOnePointMutation()),
            _normal(op.NormalMultiPointMutation()),
            op.ChangeVariableMutation(list(self.columns)),
            op.ChangeFunctionMutation(self.primitives),
            op.InsertSubtreeMutation(self.creator, self.coefficients, DEEPEST, LONGEST),
            op.ReplaceSubtreeMutation(self.creator, self.coefficients, DEEPEST, LONGEST),
            op.RemoveSubtreeMutation(self.primitives),
        ]

    def _generator(self) -> Any:
        op = self.op
        self.mutation = op.MultiMutation()
        for each in self.mutations:
            self.mutation.Add(each, 1.0)
        self.crossover = op.SubtreeCrossover(0.9, DEEPEST, LONGEST)
        self.selector = op.TournamentSelector(self.comparison)
        self.selector.TournamentSize = TOURNAMENT
        self.steps = op.LMOptimizer(self.table, self.problem, STEPS, 0)
        self.optimizer = op.CoefficientOptimizer(self.steps)
        return op.BasicOffspringGenerator(
            self.evaluator, self.crossover, self.mutation, self.selector, self.selector, self.optimizer
        )

    def _first(self) -> Any:
        first = self.op.UniformLengthTreeInitializer(self.creator)
        first.ParameterizeDistribution(self.primitives.FunctionArityLimits()[0] + 1, LONGEST_AT_FIRST)
        first.MinDepth, first.MaxDepth = 1, 1000
        return first

    def _config(self, seed: int) -> Any:
        return self.op.GeneticAlgorithmConfig(
            generations=ENDLESS, max_evaluations=ENDLESS, local_iterations=STEPS,
            population_size=POPULATION, pool_size=POPULATION, p_crossover=1.0, p_mutation=0.25, epsilon=SAME_ERROR, seed=seed,
        )  # fmt: skip


def _line(values: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """The scale and the offset under which `values` come nearest to what is wanted."""
    centred = values - values.mean()
    spread = float(centred @ centred)
    scale = float(centred @ wanted) / spread if spread else 0.0
    return scale, float(wanted.mean() - scale * values.mean())


def _normal(operator: Any) -> Any:
    """The operator, drawing from the standard normal distribution."""
    operator.ParameterizeDistribution(0, 1)
    return operator
