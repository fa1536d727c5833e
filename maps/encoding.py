"""Turns data into text that neither an HTML parser nor a template engine can mistake for anything else."""

import json
import re

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&{}"})


def encoded(data: object) -> str:
    r"""``data`` as JSON in plain ASCII, with ``< > & { }`` inside strings and keys written as ``\u00XX``.

    The braces of JSON's own structure stay, so that the text is still JSON and means the same.

    Raises:
        ValueError: where a number is infinite or not a number.
    """
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return _STRING.sub(lambda match: match[0].translate(_ESCAPES), text)
