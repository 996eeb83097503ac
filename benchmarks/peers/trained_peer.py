"""Gradient-boosted trees of scikit-learn: trains on one table of pairs, scores another."""

import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier


def main(source, out):
    data = np.load(source)
    trees = HistGradientBoostingClassifier(
        max_iter=300, learning_rate=0.06, l2_regularization=1.0, random_state=1
    )
    trees.fit(data["train_x"], data["train_y"])
    np.save(out, trees.predict_proba(data["x"])[:, 1])


if __name__ == "__main__":
    main(*sys.argv[1:])
