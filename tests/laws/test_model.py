"""Laws of the model: any model that is allowed comes back from JSON as it went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.linkage.model import MISSING, Comparison, CutOffs, Level, Model, Prior
from laws.strategies import law

shares = st.floats(1e-12, 1, exclude_max=True)
words = st.text(max_size=8)
levels = st.builds(Level, name=words, words=words, m=shares, u=shares, source=words)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A model with any comparisons, levels and figures."""
    missing = Level(name=MISSING, words=draw(words), m=1, u=1)
    rest = st.lists(levels, max_size=4, unique_by=lambda level: level.name)
    comparisons = [
        Comparison(
            name=name,
            words=draw(words),
            rarity=draw(st.booleans()),
            levels=(missing, *(level for level in draw(rest) if level.name != MISSING)),
        )
        for name in draw(st.lists(words, min_size=1, max_size=3, unique=True))
    ]
    return Model(
        name=draw(words),
        dated=draw(words),
        sources=draw(st.dictionaries(words, words, max_size=2)),
        prior=Prior(overlap=draw(shares), repeats=draw(shares)),
        cut_offs=CutOffs(same=draw(st.floats(1, 99)), check=draw(st.floats(-99, 0))),
        comparisons=tuple(comparisons),
    )


@given(models())
@law(60)
def test_any_model_comes_back_as_it_went(model: Model) -> None:
    again = Model.from_json(model.to_json())
    assert again == model
    assert again.to_json() == model.to_json()
    assert (again.weights == model.weights).all()


@given(models())
@law(40)
def test_weights_are_the_levels_bits_and_nothing_beyond_them(model: Model) -> None:
    for row, comparison in zip(model.weights, model.comparisons, strict=True):
        bits = [level.bits for level in comparison.levels]
        assert row.tolist() == bits + [0.0] * (len(row) - len(bits))
