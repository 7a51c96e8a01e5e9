"""Boosted trees by LightGBM, written out as lists that numpy can evaluate."""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from dagster_project.text.separation.pages import Columns
from dagster_project.text.separation.trees import forest_part

TREES = 200
# One thread and fixed seeds: the same data gives the same file. What was tried: docs/decisions/0005-line-model.md.
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.06,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 127,
    "use_missing": False,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


def fit(columns: Columns, labels: NDArray[np.int64], weights: NDArray[np.float64]) -> dict[str, Any]:
    """A forest as part of a model file, fitted to the rows; labels are 0 or 1."""
    table = np.stack(list(columns.values()), axis=1)
    booster = lightgbm.train(PARAMETERS, lightgbm.Dataset(table, labels, weight=weights), TREES)
    trees = [_tree(each["tree_structure"]) for each in booster.dump_model()["tree_info"]]
    return _only_used(list(columns), trees)


def _only_used(names: list[str], trees: list[dict[str, Any]]) -> dict[str, Any]:
    """The part without features that no tree asks for."""
    used = sorted({feature for tree in trees for feature in tree["feature"]})
    place = {feature: number for number, feature in enumerate(used)}
    for tree in trees:
        tree["feature"] = [place[feature] for feature in tree["feature"]]
    return forest_part([names[feature] for feature in used], trees)


def _tree(root: dict[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {"feature": [], "threshold": [], "left": [], "right": [], "value": []}
    _add(tree, root)
    return tree


def _add(tree: dict[str, Any], node: dict[str, Any]) -> int:
    """Add a node with all below it; returns its number, leaves counting down from -1."""
    if "leaf_value" in node:
        tree["value"].append(_short(node["leaf_value"], 4))
        return -len(tree["value"])
    number = len(tree["feature"])
    tree["feature"].append(node["split_feature"])
    tree["threshold"].append(_short(node["threshold"], 7))
    tree["left"].append(0)
    tree["right"].append(0)
    tree["left"][number] = _add(tree, node["left_child"])
    tree["right"][number] = _add(tree, node["right_child"])
    return number


def _short(number: float, digits: int) -> float:
    """So many digits: enough to decide alike, and files that can be read."""
    return float(f"{number:.{digits}g}")
