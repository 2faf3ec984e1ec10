"""Run a tree in some arithmetic: exact numbers, residues, floats. Bounded, without recursion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from stepreward.algebra.tree import LOOPS, MAX_NODES, Node, TooBig

_LEAF_COST = 8  # a leaf alone is a limit of a loop: what setting up a loop costs

T = TypeVar("T")
Env = Mapping[str, Any]


class Unknown(Exception):  # noqa: N818 - a signal inside this package, never raised to a user
    """This arithmetic cannot tell the value; another may."""


class Undefined(Exception):  # noqa: N818 - a signal inside this package, never raised to a user
    """There is no value: a division by zero, the logarithm of zero."""


@dataclass(slots=True)
class Budget:
    """How many operations a comparison may still cost, loops counted."""

    left: int = 30_000

    def spend(self, amount: int) -> None:
        """Take so many operations off; raise TooBig when none are left."""
        self.left -= amount
        if self.left < 0:
            raise TooBig("too many operations")


@dataclass(frozen=True, slots=True)
class Arithmetic(Generic[T]):
    """What leaves, operations and loops mean in one kind of number.

    ``apply`` gets all operands; ``first`` gets the node and its first operand; ``special`` gets
    the node alone and evaluates what it needs; ``other`` gets what none of them names.
    """

    leaf: Callable[[Node, Env], T]
    apply: Mapping[str, Callable[..., T]]
    first: Mapping[str, Callable[[Node, T, Env, Budget], T]]
    special: Mapping[str, Callable[[Node, Env, Budget], T]]
    other: Callable[[Node, tuple[T, ...]], T]


def evaluate(root: Node, arithmetic: Arithmetic[T], env: Env, budget: Budget | None = None) -> T:
    """Compute the value of a tree; raise Unknown, Undefined or TooBig where there is none."""
    if not root.args:
        if budget is not None:
            budget.spend(_LEAF_COST)
        return arithmetic.leaf(root, env)
    return run(order_of(root, arithmetic), arithmetic, env, budget or Budget())


def run(order: list[Node], arithmetic: Arithmetic[T], env: Env, budget: Budget) -> T:
    """Compute the last node of an order that ``order_of`` made; loops make it once."""
    budget.spend(len(order))
    leaf, apply = arithmetic.leaf, arithmetic.apply
    values: list[T] = []
    push = values.append
    for node in order:
        op, args = node.op, node.args
        if not args:
            push(leaf(node, env))
        elif op in apply:
            if len(args) == 2:
                right = values.pop()
                values[-1] = apply[op](values[-1], right)
            else:
                operands = values[-len(args) :]
                del values[-len(args) :]
                push(apply[op](*operands))
        elif op in arithmetic.first:
            push(arithmetic.first[op](node, values.pop(), env, budget))
        elif op in arithmetic.special:
            push(arithmetic.special[op](node, env, budget))
        else:
            operands = values[-len(args) :]
            del values[-len(args) :]
            push(arithmetic.other(node, tuple(operands)))
    return values[-1]


def order_of(root: Node, arithmetic: Arithmetic[T]) -> list[Node]:
    """List the nodes that the stack machine visits, operands first."""
    order: list[Node] = []
    stack = [root]
    apply = arithmetic.apply
    while stack:
        node = stack.pop()
        order.append(node)
        if node.args:
            if node.op in apply:
                stack += node.args
            elif node.op in arithmetic.first:
                stack.append(node.args[0])
            elif node.op not in arithmetic.special:
                if node.op in LOOPS:
                    raise Unknown(node.op)
                stack.extend(node.args)
            if len(order) > MAX_NODES:
                raise TooBig("too many operations")
    order.reverse()
    return order
