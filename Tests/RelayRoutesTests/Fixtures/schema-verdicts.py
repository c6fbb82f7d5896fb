"""Writes schema-verdicts.jsonl: schemas, values, and whether Python's jsonschema (4.26, draft 2020-12) takes them.

    pip install jsonschema && python3 schema-verdicts.py [COUNT [SEED]] > schema-verdicts.jsonl

Each line is [schema, value, verdict]. Only what both sides mean alike is written: numbers that a double holds, patterns
that Python and RE2 read alike, and of the formats `uuid` and `date`, whose checks need no other package.
"""
import json
import random
import sys

from jsonschema import Draft202012Validator

TEXTS = ["", "a", "b", "ab", "abc", "1", "12", "é", "e\u0301", "👍🏽", "2024-02-29", "2023-02-29", "2024-2-9",
         "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "a1b2c3d4e5f67890abcdef1234567890", "open", "lost"]
NUMBERS = [0, 1, -1, 2, 3, 0.5, -0.5, 1.0, 2.0, 1e2, 100, 1e20, 10**20, 2**53, 2**53 + 2, -0.0]
NAMES = ["a", "b", "c", "a/b", ""]
TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"]
PATTERNS = ["a", "^a", "b$", "^[a-c]+$", "[0-9]{2}", "^$", "^(open|lost)$"]


def scalar(chance):
    return chance.choice([None, True, False, chance.choice(NUMBERS), chance.choice(NUMBERS), *chance.choices(TEXTS, k=3)])


def value(chance, depth=0):
    kind = chance.randrange(8 if depth < 3 else 5)
    if kind < 5:
        return scalar(chance)
    if kind == 5:
        return [value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {name: value(chance, depth + 1) for name in chance.sample(NAMES, chance.randrange(4))}


def schema(chance, depth=0):
    def below():
        return schema(chance, depth + 1)

    makers = {
        "type": lambda: chance.choice(TYPES) if chance.random() < 0.6 else chance.sample(TYPES, chance.randint(1, 4)),
        "enum": lambda: [value(chance, 2) for _ in range(chance.randint(1, 4))],
        "const": lambda: value(chance, 2),
        "format": lambda: chance.choice(["uuid", "date"]),
        "pattern": lambda: chance.choice(PATTERNS),
        "minimum": lambda: chance.choice(NUMBERS),
        "maximum": lambda: chance.choice(NUMBERS),
        "minLength": lambda: chance.randrange(3),
        "maxLength": lambda: chance.randrange(1, 4),
        "required": lambda: chance.sample(NAMES, chance.randrange(3)),
        "additionalProperties": lambda: chance.random() < 0.5,
        "description": lambda: "of no effect",
    }
    if depth < 3:
        makers["anyOf"] = lambda: [below() for _ in range(chance.randint(1, 3))]
        makers["items"] = below
        makers["properties"] = lambda: {name: below() for name in chance.sample(NAMES, chance.randint(1, 3))}
    return {key: makers[key]() for key in chance.sample(sorted(makers), chance.choice([0, 1, 1, 2, 2, 3]))}


def main(count=600, seed=1):
    chance = random.Random(seed)
    wanted = [count // 2, count // 2]
    while any(wanted):
        rule, example = schema(chance), value(chance)
        checker = Draft202012Validator(rule, format_checker=Draft202012Validator.FORMAT_CHECKER)
        verdict = checker.is_valid(example)
        # As many of one verdict as of the other; a schema without effect says nothing.
        if wanted[verdict] and rule:
            wanted[verdict] -= 1
            print(json.dumps([rule, example, verdict], ensure_ascii=False))


main(*map(int, sys.argv[1:]))
