"""Splink 5 as its README and person examples set it up.

Name, date-of-birth and postcode comparisons of its library, exact matches on the rest; blocks on
single columns; u by random sampling, m by expectation-maximisation in two sessions; clusters at
0.95 (the README's cut-off) and at 0.5.
"""

import sys
import warnings
from pathlib import Path

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

KNOWN = {"unique_id", "source", "first_name", "surname", "dob", "postcode"}


def comparisons(columns):
    yield cl.ForenameSurnameComparison("first_name", "surname")
    if "dob" in columns:
        yield cl.DateOfBirthComparison("dob", input_is_string=True)
    if "postcode" in columns:
        yield (
            cl.ExactMatch("postcode") if FEBRL & set(columns) else cl.PostcodeComparison("postcode")
        )
    for column in columns:
        if column not in KNOWN:
            text = column in TEXT
            yield cl.JaroWinklerAtThresholds(column, [0.9, 0.7]) if text else cl.ExactMatch(column)


BLOCKS = ("first_name", "surname", "dob", "postcode")
TEXT = {"address_1", "address_2", "suburb", "street_address", "city"}
FEBRL = {"suburb", "zipcode"}


def main(source, out):
    warnings.simplefilter("ignore")
    table = pd.read_csv(source, dtype=str, keep_default_na=False)
    table = table.loc[:, (table != "").any()].replace("", None)
    table["unique_id"] = table["unique_id"].astype(int)
    names = ["first_name", "surname"]
    table["first_name_surname_concat"] = table["first_name"] + " " + table["surname"]
    columns = [c for c in table if c != "first_name_surname_concat"]
    keys = [c for c in columns if c in BLOCKS or c.startswith("id_")]
    rules = [block_on(key) for key in keys]
    api = DuckDBAPI()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(comparisons(columns)),
        blocking_rules_to_generate_predictions=rules,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(api.register(table), settings)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on(*names)], recall=0.7)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on(*names))
    train.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    predicted = linker.inference.predict(threshold_match_weight=-10)
    links = predicted.as_duckdbpyrelation().df()
    links = links.rename(
        columns={"unique_id_l": "left", "unique_id_r": "right", "match_weight": "score"}
    )
    links[["left", "right", "score"]].to_csv(Path(out) / "links.csv", index=False)
    labels = pd.DataFrame({"unique_id": table["unique_id"]})
    for cut in (0.95, 0.5):
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, cut)
        cluster = found.as_duckdbpyrelation().df().set_index("unique_id")["cluster_id"]
        labels[f"at {cut}"] = labels["unique_id"].map(cluster)
    labels.to_csv(Path(out) / "labels.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
