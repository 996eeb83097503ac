"""Splink 5 on DuckDB on one large table: train, predict, cluster, with the seconds of each.

    splink_large.py ROWS.parquet OUT RULES        RULES: "eight" or "narrow"

"eight" are the blocking rules of the published measurement, the date of birth alone among them;
"narrow" has the date of birth with an initial and with a district in its place.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COMMON = [
    ("crn",),
    ("first_name", "surname"),
    ("first_name", "dob"),
    ("surname", "dob"),
    ("postcode", "first_name"),
    ("postcode", "surname"),
    ("postcode", "dob"),
    ("email",),
    ("phone",),
    ("file_number",),
]
LAST = {
    "eight": [("dob",)],
    "narrow": [("dob", "substr(first_name, 1, 1)"), ("dob", "substr(surname, 1, 1)")],
}
CUTS = (0.5, 0.2, 0.8, 0.9, 0.95, 0.99, 0.999)
RENAMED = {"forename": "first_name", "date of birth": "dob", "CRN": "crn"} | {
    "e-mail": "email",
    "Case file": "file_number",
}


SURE = [("first_name", "surname", "dob"), ("crn",), ("email",), ("phone",), ("file_number",)]


def has(table, keys):
    """Whether the table has the columns that a blocking rule names."""
    return all(key.removeprefix("substr(").split(",")[0] in table for key in keys)


def more_comparisons(table):
    """The comparisons of the columns that not every table has, as Splink's documentation says."""
    kinds = {
        "postcode": cl.PostcodeComparison,
        "crn": cl.ExactMatch,
        "email": cl.EmailComparison,
        "file_number": cl.ExactMatch,
        "phone": cl.ExactMatch,
        "address": lambda name: cl.JaroWinklerAtThresholds(name, [0.9, 0.8]),
    }
    return [kind(name) for name, kind in kinds.items() if name in table]


def main(source, out, rules):
    warnings.simplefilter("ignore")
    seconds, start = {}, time.perf_counter()

    def done(stage):
        nonlocal start
        seconds[stage] = time.perf_counter() - start
        start = time.perf_counter()

    table = pd.read_parquet(source).rename(columns=RENAMED).replace("", None)
    table.insert(0, "unique_id", range(len(table)))
    blocks = [block_on(*keys) for keys in [*COMMON, *LAST[rules]] if has(table, keys)]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *more_comparisons(table),
            cl.JaroWinklerAtThresholds("first_name", [0.9, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("surname", [0.9, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=blocks,
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(table), settings)
    done("load")
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [block_on(*keys) for keys in SURE if has(table, keys)], recall=0.8
    )
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    train.estimate_parameters_using_expectation_maximisation(
        block_on("postcode", "dob") if "postcode" in table else block_on("surname", "dob")
    )
    done("train")
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    done("predict")
    labels = pd.DataFrame({"unique_id": table["unique_id"]})
    for place, cut in enumerate(CUTS):
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, cut)
        cluster = found.as_duckdbpyrelation().df().set_index("unique_id")["cluster_id"]
        labels[f"{cut}"] = labels["unique_id"].map(cluster)
        if not place:
            done("cluster")
    labels.drop(columns="unique_id").to_parquet(Path(out) / "labels.parquet")
    told = {"stages": seconds, "further": time.perf_counter() - start}
    (Path(out) / "told.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
