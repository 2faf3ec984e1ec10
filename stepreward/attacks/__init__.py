"""Ways to cheat a step-wise reward, to be tried on data of your own.

Each is a function of question and ground truth that gives a completion. It knows the format and
the question, never the gold answer; those that know the key steps, the worst case, say so.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeAlias

from stepreward.attacks import answers, dumps, filler, hiding, mentions, structure
from stepreward.trace import GroundTruth

Attack: TypeAlias = Callable[[str, GroundTruth], str]
__all__ = ["ATTACKS", "Attack"]

_ALL: tuple[Attack, ...] = (
    structure.silence,
    structure.empty_skeleton,
    structure.ok_skeleton,
    structure.bare_answer,
    structure.bare_box,
    structure.think_switch,
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
    dumps.idle_equations,
    dumps.idle_steps,
    dumps.trivial_equations,
    dumps.swapped_sums,
    dumps.tautologies,
    dumps.common_facts,
    dumps.loose_bounds,
    dumps.pair_dump,
    dumps.pair_steps,
    dumps.few_pairs,
    dumps.pairs_and_back,
    dumps.sums_and_back,
    dumps.pair_tower,
    dumps.retraction_chain,
    dumps.many_values,
    dumps.false_keys,
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
ATTACKS: MappingProxyType[str, Attack] = MappingProxyType({one.__name__: one for one in _ALL})
