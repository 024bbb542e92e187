"""Prints how scikit-learn's classifiers do on the greenhouse: python3 greenhouse-difficulty.py, where node is the workspace's."""
import csv
import io
import pathlib
import subprocess

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PACKAGE = pathlib.Path(__file__).parent.parent
NUMBERS = ["light", "temperature", "humidity", "water", "nitrogen", "spacing"]
CATEGORIES = {"crop": ["basil", "cucumber", "pepper", "tomato"], "soil": ["coir", "loam", "peat", ""]}


def plants(size, seed):
    code = "import { greenhouse } from '@thinned/data'; import { key } from '@thinned/rng';"
    code += f"process.stdout.write(greenhouse({{ size: {size}, key: key({seed}) }}))"
    flags = ["--conditions=@thinned/source", "--input-type=module", "-e", code]
    text = subprocess.run(["node", *flags], cwd=PACKAGE, capture_output=True, text=True, check=True).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    values = [
        [float(row[name] or "nan") for name in NUMBERS]
        + [float(row["nitrogen"] == "")]
        + [float(row[name] == category) for name, names in CATEGORIES.items() for category in names]
        for row in rows
    ]
    return np.array(values), [row["grade"] for row in rows]


x, y = plants(2000, 1)
unseen, truth = plants(4000, 2)
for model in [
    LogisticRegression(max_iter=2000),
    RandomForestClassifier(300, random_state=0),
    MLPClassifier((64, 64), max_iter=300, alpha=0.01, random_state=0),
]:
    fitted = make_pipeline(SimpleImputer(), StandardScaler(), model).fit(x, y)
    print(type(model).__name__, f"test {1 - fitted.score(unseen, truth):.3f}, training {1 - fitted.score(x, y):.3f}")
