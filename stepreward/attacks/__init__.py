"""Ways to cheat a step-wise reward, to be tried on data of your own.

Each is a function of question and ground truth that gives a completion. It knows the format and
the question, never the gold answer; those that know the key steps, the worst case, say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from stepreward.attacks import answers, dumps, equations, filler, hiding, mentions, structure
from stepreward.trace import GroundTruth

__all__ = ["ATTACKS", "Attack"]

Attack: TypeAlias = Callable[[str, GroundTruth], str]

_ALL: tuple[Attack, ...] = (
    structure.silence,
    structure.empty_skeleton,
    structure.ok_skeleton,
    structure.bare_answer,
    structure.bare_box,
    structure.think_switch,
    structure.line_switch,
    structure.tag_soup,
    structure.code_block,
    structure.prompt_echo,
    structure.answer_first,
    structure.background_last,
    structure.repeated_section,
    structure.repeated_steps,
    filler.filler,
    filler.padding,
    filler.flattery,
    filler.copied_question,
    filler.copied_steps,
    filler.restated_question,
    filler.echoed_words,
    filler.named_numbers,
    filler.canned_solution,
    dumps.number_dump,
    dumps.number_word_dump,
    dumps.number_sentences,
    dumps.named_dump,
    dumps.many_names_dump,
    dumps.named_dump_in_steps,
    dumps.retraction_chain,
    dumps.many_values,
    dumps.two_values,
    dumps.false_values,
    equations.idle_equations,
    equations.idle_steps,
    equations.common_facts,
    equations.tautologies,
    equations.trivial_equations,
    equations.swapped_sums,
    equations.loose_bounds,
    equations.few_pairs,
    equations.pair_dump,
    equations.pair_steps,
    equations.pair_tower,
    equations.pairs_and_back,
    equations.sums_and_back,
    mentions.keyword_soup,
    mentions.strung_keys,
    mentions.reversed_keys,
    mentions.negated_keys,
    mentions.hypothetical_keys,
    mentions.conditional_keys,
    mentions.asked_keys,
    mentions.planned_keys,
    mentions.attributed_keys,
    mentions.retracted_keys,
    mentions.keys_in_answer,
    mentions.keys_in_code,
    hiding.invisible_bodies,
    hiding.token_bodies,
    hiding.punctuation_bodies,
    hiding.latex_comment,
    hiding.html_comment,
    hiding.phantom,
    hiding.white_text,
    hiding.struck_out,
    answers.answer_list,
    answers.answer_choices,
    answers.answer_sentence,
    answers.answer_headers,
    answers.answer_retractions,
    answers.answer_interval,
    answers.answer_refusal,
)
ATTACKS: Mapping[str, Attack] = MappingProxyType({one.__name__: one for one in _ALL})
