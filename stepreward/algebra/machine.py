"""The parser's moves: open and close frames, reduce by precedence, hand operands on."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra import build
from stepreward.algebra.frames import BINDS, PREFIX, Frame, Operator
from stepreward.algebra.numerals import read_number
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import MAX_BRACKETS, Node, NotMath, TooBig, number, symbol


class Machine:
    """Tokens, a place among them, and the stack of open frames."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = list(tokens)  # our own: what is left of a split \\frac12 is written back
        self.at = 0
        self.frames = [Frame("top", "")]

    def binary(self, frame: Frame, name: str, binds: int) -> None:
        """Reduce what binds as tightly as the newcomer, then wait for its right operand."""
        while frame.operators and (
            frame.operators[-1].binds > binds
            or (frame.operators[-1].binds == binds and name != "^")
        ):
            self.reduce(frame)
        frame.operators.append(Operator("*" if name == "tight" else name, binds))
        frame.expects = True

    # Parts shared by the above.

    def peek(self, ahead: int = 0, text: str | None = None) -> Token | None:
        """Look at a token ahead; None past the end, or where its text is another."""
        at = self.at + ahead
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        return token if text is None or token.text == text else None

    def peek_kind(self) -> str:
        """Tell the kind of the next token."""
        token = self.peek()
        return "" if token is None else token.kind

    def next_is(self, text: str) -> bool:
        """Tell whether the next token has this text."""
        return self.peek(0, text) is not None

    def push(self, frame: Frame) -> None:
        """Open a frame; raise TooBig past MAX_BRACKETS."""
        if len(self.frames) >= MAX_BRACKETS:
            raise TooBig("more than 60 open brackets")
        self.frames.append(frame)

    def start_operand(self, frame: Frame, token: Token) -> None:
        """Put in the multiplication sign that people leave out."""
        if frame.expects or frame.kind == "arguments":
            return
        last = self.tokens[self.at - 2]
        glued = token.kind in ("sym", "fn") and last.kind != "close" and last.end == token.start
        if token.kind == "fn" and _is_argument(frame):
            glued = False  # \sin x\cos x
        if last.kind == "num" and token.kind == "sym" and not self.stands_after_slash(frame):
            glued = True  # 5 mod 9 x
        wanted_by_function = (
            bool(frame.operators) and frame.operators[-1].name == "fn" and token.kind != "fn"
        )
        if glued or wanted_by_function:
            self.binary(frame, "tight", BINDS["tight"])
        else:
            self.binary(frame, "*", BINDS["*"])

    def stands_after_slash(self, frame: Frame) -> bool:
        """Tell whether the operand before is what something is divided by."""
        return bool(frame.operators) and frame.operators[-1].name == "/"

    def deliver(self, node: Node) -> None:
        """Hand a finished operand to the frame that waits for it."""
        frame = self.frames[-1]
        if frame.kind != "arguments":
            frame.operands.append(node)
            frame.expects = False
            return
        frame.items.append(node)
        if len(frame.items) < frame.needs:
            return
        self.frames.pop()
        if frame.done is not None:
            frame.done(frame.items[0])
        else:
            self.deliver(build.command_node(frame.name, tuple(frame.items)))

    def take_short_argument(self, token: Token) -> bool:
        r"""Take the 1 of ``\frac12``: one digit is an argument, the rest stays."""
        frame = self.frames[-1]
        if token.kind == "num" and frame.name in ("/", "binom") and len(token.text) > 1:
            if not token.text[0].isdecimal():
                return False
            self.at -= 1
            rest = Token("num", token.text[1:], token.start + 1, token.end)
            self.tokens[self.at] = rest
            self.deliver(number(int(token.text[0])))
            return True
        if token.kind in ("num", "exact"):
            self.deliver(
                read_number(token.text) if token.kind == "num" else number(Fraction(token.text))
            )
            return True
        if token.kind == "sym":
            self.deliver(symbol(token.text))
            return True
        if token.kind == "op" and token.text == "-" and frame.name == "script":
            following = self.peek()
            if following is not None and following.kind == "num":
                self.at += 1
                self.deliver(Node("neg", (read_number(following.text),)))
                return True
        if token.kind not in ("open", "cmd", "wrap", "begin", "vulgar"):
            raise NotMath(f"{frame.name} lacks an argument")
        return False

    def lone_operand(self) -> Node | None:
        """Take the 2 of "{2}" and the brace behind it: a group of one needs no frame."""
        closing = self.peek(1, "}")
        if closing is None:
            return None
        token = self.tokens[self.at]
        if token.kind not in ("num", "sym"):
            return None
        self.at += 2
        return read_number(token.text) if token.kind == "num" else symbol(token.text)

    def read_scripts(self, operator: Operator) -> None:
        """Read the limits of a sum, the base of a logarithm, the power of a sine."""
        following = self.peek()
        if following is None or following.kind != "op" or following.text not in ("_", "^"):
            return
        self.at += 1
        is_low = following.text == "_"

        def store(node: Node) -> None:
            if is_low:
                operator.low = node
            else:
                operator.high = node
            frame = self.frames[-1]
            self.read_scripts(operator)
            after = self.peek()
            if (
                self.frames[-1] is frame
                and operator.name == "fn"
                and after is not None
                and after.kind == "open"
            ):
                frame.calls = True

        self.push(Frame("arguments", "script", needs=1, done=store))

    def subscript(self, frame: Frame) -> None:
        """Read x_1, x_{n+1} or 101_2: a name, an indexed name, or a number in another base."""
        if frame.expects:
            raise NotMath("nothing stands before '_'")
        raised: Node | None = None
        if frame.operators and frame.operators[-1].name == "^":
            exponent = frame.operands[-1]
            if exponent.op == "num":
                frame.operators.pop()
                raised = frame.operands.pop()
        base = frame.operands.pop()
        behind = self.group_end(self.at)
        inner = [t for t in self.tokens[self.at : behind] if t.text not in ("{", "}")]
        if inner and all(t.kind in ("num", "sym", "letter", "sep", "exact") for t in inner):
            self.at = behind
            frame.operands.append(
                build.with_power(build.indexed(base, "".join(t.text for t in inner)), raised)
            )
            return

        def store(index: Node) -> None:
            frame.operands.append(build.with_power(Node("index", (base, index)), raised))
            frame.expects = False

        self.push(Frame("arguments", "script", needs=1, done=store))

    def group_end(self, at: int) -> int:
        """Find the index behind the token or bracketed group that starts at ``at``."""
        depth = 0
        for here in range(at, len(self.tokens)):
            token = self.tokens[here]
            depth += (token.kind == "open") - (token.kind == "close")
            if depth <= 0:
                return here + 1
        raise NotMath("a bracket stays open")

    def is_degree(self) -> bool:
        r"""Drop the "^" of ``45^\circ`` and of ``45^{\circ}``; the sign follows as a postfix."""
        if self.next_is("°"):
            return True
        if self.next_is("{") and self.peek(1, "°") and self.peek(2, "}"):
            degree = self.tokens[self.at + 1]
            self.tokens[self.at : self.at + 3] = [degree]
            return True
        return False

    def is_mixed(self, token: Token) -> bool:
        """Tell the "1/2" of "1 1/2"."""
        slash, bottom = self.peek(0, "/"), self.peek(1)
        after = self.peek(2)
        return (
            self.tokens[self.at - 2].kind == "num"
            and slash is not None
            and bottom is not None
            and bottom.kind == "num"
            and self.tokens[self.at - 2].text.isdecimal()
            and token.text.isdecimal()
            and bottom.text.isdecimal()
            and (after is None or after.text not in ("/", "^"))
        )

    def mix(self, frame: Frame, part: Node) -> None:
        """Join a whole number and the fraction behind it."""
        frame.operands[-1] = build.mixed(frame.operands[-1], part)
        frame.expects = False

    def reduce(self, frame: Frame) -> None:
        """Apply the last operator of a frame to its operands."""
        operator = frame.operators.pop()
        right = frame.operands.pop()
        if operator.name in PREFIX:
            frame.operands.append(build.prefixed(operator, right))
            return
        left = frame.operands.pop()
        frame.operands.append(build.infixed(operator.name, left, right))

    def finish_expression(self, frame: Frame) -> Node:
        """Apply all operators of a frame and take its one value."""
        if frame.expects:
            raise NotMath("an operand is missing")
        while frame.operators:
            self.reduce(frame)
        if len(frame.operands) != 1:
            raise NotMath("operands without operator")
        node = frame.operands.pop()
        frame.expects = True
        if frame.compound is not None:
            raise NotMath("two numbers side by side")
        if frame.unit:
            node = Node("unit", (node,), frame.unit)
            frame.unit = ""
        return node

    def end_item(self, frame: Frame) -> None:
        """Close the expression, chain of relations or case between two commas."""
        if frame.expects and not frame.operators and not frame.sides and frame.items:
            return
        item = self.finish_item(frame)
        if frame.value is not None:
            item = Node("row", (frame.value, item))
            frame.value = None
        frame.items.append(item)

    def finish_item(self, frame: Frame) -> Node:
        """Take the expression or chain of relations that stands in a frame."""
        last = self.finish_expression(frame)
        if frame.sides:
            last = Node("rel", (*frame.sides, last), tuple(frame.signs))
            frame.sides.clear()
            frame.signs.clear()
        if frame.modulus is not None:
            last = Node("class", (last, frame.modulus))
            frame.modulus = None
        return last

    def end_cell(self, frame: Frame) -> None:
        """Close a cell of a matrix."""
        before = len(frame.items)
        self.end_item(frame)
        frame.rows[-1].extend(frame.items[before:])


def _is_argument(frame: Frame) -> bool:
    """Tell whether the operand before belongs to a function without brackets."""
    for operator in reversed(frame.operators):
        if operator.name == "fn":
            return True
        if operator.binds < BINDS["fn"]:
            break
    return False
