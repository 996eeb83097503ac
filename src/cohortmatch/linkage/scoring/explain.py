"""The reasons of a match weight: prior, levels and rarities; their bits sum to it exactly."""

from __future__ import annotations

from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.explanations import COMMON, RARE, TELLING, Explanation, Reason, relation
from cohortmatch.linkage.model import MISSING, MOST_OF_GROUP, Model
from cohortmatch.linkage.pairs import Band, Scored
from cohortmatch.linkage.scoring.weigh import excess, grouped


def band_of(weight: float, model: Model) -> Band:
    """The band of a weight in bits, the prior included."""
    if weight >= model.cut_offs.same:
        return Band.same
    return Band.check if weight >= model.cut_offs.check else Band.different


def explain(
    scored: Scored, prior: float, model: Model, ids: tuple[str, str], *, one_person: bool
) -> Explanation:
    """Explain the single pair that `scored` holds; `prior` is its prior in bits."""
    levels, rarity = scored.levels[0], scored.rarity[0]
    reasons = [Reason("prior", "prior", "", "to start with: the sizes of the lists", prior)]
    missing, unknown, names = [], [], {}
    known = {name for name, level in zip(model.names, levels, strict=True) if level}
    for place, comparison in enumerate(model.comparisons):
        level = comparison.levels[levels[place]]
        names[comparison.name] = level.name
        if level.name == MISSING:
            kind = kind_of(comparison.name)
            if kind.missed and kind.stands_in_for not in known:
                missing.append(level.words)
                unknown.append(comparison.name)
            continue
        reasons.append(Reason("level", comparison.name, level.name, level.words, level.bits))
        if rarity[place]:
            bits = float(rarity[place])
            reasons.append(Reason("rarity", comparison.name, level.name, _rare(bits), bits))
    reasons += _corrections(scored, model)
    weight = float(scored.weight[0])
    return Explanation(
        left=ids[0],
        right=ids[1],
        weight=weight,
        by_weight=band_of(weight, model),
        one_person=one_person,
        reasons=tuple(reasons),
        missing=tuple(missing),
        unknown=tuple(unknown),
        relation=relation(names),
        same_from=model.cut_offs.same,
        check_from=model.cut_offs.check,
    )


def _corrections(scored: Scored, model: Model) -> list[Reason]:
    """One reason for each group that says more than it may."""
    found = []
    for group in grouped(model):
        bits = model.weights[group, scored.levels[0, group]] + scored.rarity[0, group]
        correction = float(excess(bits.sum(keepdims=True))[0])
        if correction:
            name = model.comparisons[group[0]].group
            words = f"{name} are not independent and count together up to {MOST_OF_GROUP:.0f} bits"
            found.append(Reason("group", name, "", words, correction))
    return found


def _rare(bits: float) -> str:
    if abs(bits) < TELLING:
        return "neither rare nor common"
    return RARE if bits > 0 else COMMON
